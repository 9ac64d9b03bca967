"""Studies, their home and their leads.

Law: a study is one JSON row, written whole; its people and answers live in their own tables. Whoever reads a study gets
it with the operator's smallest groups.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from reisleider.flows.journey import Study
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.actions import erase_actions
from reisleider.storage.ballots import erase_ballots
from reisleider.storage.chats import forget_drafts
from reisleider.storage.codec import dump, load
from reisleider.storage.floor import lowered, raised
from reisleider.storage.interviews import erase_answers
from reisleider.storage.lead_talks import drop_talks_about
from reisleider.storage.parking import forget_laid
from reisleider.storage.people import key_of
from reisleider.storage.posts import erase_posts
from reisleider.storage.rounds import erase_rounds
from reisleider.storage.writer import note_forgotten

Account = tuple[str, str, str]
"""Platform, tenant and account id of somebody."""


def save_study(c: Connection, study: Study) -> None:
    """Write a study, new or changed; of its smallest groups what it chose itself."""
    own = own_study(c, study.id)
    kept = study if own is None else lowered(c, study, own)
    row = upsert(t.studies).values(id=study.id, study=dump(kept))
    c.execute(row.on_conflict_do_update(index_elements=["id"], set_={"study": row.excluded.study}))


def load_study(c: Connection, id: str) -> Study | None:
    """The study with this id as it is held here, see ``floor``; or None."""
    own = own_study(c, id)
    return None if own is None else raised(c, own)


def own_study(c: Connection, id: str) -> Study | None:
    """The study with this id as it was made, to be written elsewhere; or None."""
    row = c.execute(select(t.studies.c.study).where(t.studies.c.id == id)).scalar()
    return None if row is None else load(Study, row, f"study {id}")


def list_studies(c: Connection) -> tuple[Study, ...]:
    """Every study as it is held here, by id."""
    rows = c.execute(select(t.studies.c.id, t.studies.c.study).order_by(t.studies.c.id))
    return tuple(raised(c, load(Study, row.study, f"study {row.id}")) for row in rows)


def study_ids(c: Connection) -> tuple[str, ...]:
    """The ids of every study, also of one that this program cannot read."""
    return tuple(c.execute(select(t.studies.c.id).order_by(t.studies.c.id)).scalars())


def delete_study(c: Connection, id: str) -> None:
    """Erase a study with everybody's answers and whatever waits to be sent about it."""
    note_forgotten(c)
    interviews = select(t.interviews.c.id).where(t.interviews.c.study == id)
    people = select(t.participants.c.id).where(t.participants.c.study == id)
    erase_answers(c, c.execute(interviews).scalars().all())
    c.execute(delete(t.timers).where(t.timers.c.subject.in_(interviews)))
    c.execute(delete(t.outbox).where(t.outbox.c.interview.in_(interviews)))
    c.execute(delete(t.focus).where(t.focus.c.interview.in_(interviews)))
    c.execute(delete(t.chats).where(t.chats.c.interview.in_(interviews)))
    c.execute(delete(t.fragments).where(t.fragments.c.interview.in_(interviews)))
    c.execute(delete(t.timers).where(t.timers.c.subject == id))
    c.execute(delete(t.accounts).where(t.accounts.c.participant.in_(people)))
    erase_posts(c, id)
    erase_ballots(c, id)
    erase_rounds(c, id)
    erase_actions(c, id)
    drop_talks_about(c, id)
    forget_laid(c)
    forget_drafts(c, id)
    for table in (
        t.comments,
        t.glances,
        t.interviews,
        t.tallies,
        t.participants,
        t.versions,
        t.ledgers,
        t.overrides,
        t.leads,
        t.invites,
        t.model_answers,
        t.model_use,
        t.offered,
    ):
        c.execute(delete(table).where(table.c.study == id))
    c.execute(delete(t.studies).where(t.studies.c.id == id))


def set_home(c: Connection, study: str, address: Address | None) -> None:
    """Where a study posts; None: nowhere yet."""
    home, key = (None, None) if address is None else (dump(address), key_of(address))
    c.execute(update(t.studies).where(t.studies.c.id == study).values(home=home, home_key=key))


def home_of(c: Connection, study: str) -> Address | None:
    """Where a study posts, or None."""
    row = c.execute(select(t.studies.c.home).where(t.studies.c.id == study)).scalar()
    return None if row is None else load(Address, row, f"study {study}: home")


def set_circle(c: Connection, study: str, circle: str) -> None:
    """Whose a study is, see ``Host.circles``; "": the first circle, as every study that nobody said this of."""
    c.execute(update(t.studies).where(t.studies.c.id == study).values(circle=circle))


def circle_of(c: Connection, study: str) -> str:
    """Whose a study is."""
    return str(c.execute(select(t.studies.c.circle).where(t.studies.c.id == study)).scalar() or "")


def set_leads(c: Connection, study: str, leads: tuple[Account, ...]) -> None:
    """Who runs a study, replacing who did."""
    c.execute(delete(t.leads).where(t.leads.c.study == study))
    for platform, tenant, account in leads:
        c.execute(insert(t.leads).values(study=study, platform=platform, tenant=tenant, account=account))


def led_by(c: Connection, platform: str, tenant: str, account: str) -> tuple[str, ...]:
    """The ids of the studies that this account leads."""
    who = t.leads.c.platform == platform, t.leads.c.tenant == tenant, t.leads.c.account == account
    return tuple(c.execute(select(t.leads.c.study).where(*who).order_by(t.leads.c.study)).scalars())


def at_home(c: Connection, address: Address) -> tuple[str, ...]:
    """The ids of the studies whose home this chat is."""
    s = t.studies.c
    return tuple(c.execute(select(s.id).where(s.home_key == key_of(address)).order_by(s.id)).scalars())


def leads_of(c: Connection, study: str) -> tuple[Account, ...]:
    """Who runs a study."""
    rows = c.execute(select(t.leads.c.platform, t.leads.c.tenant, t.leads.c.account).where(t.leads.c.study == study))
    return tuple((row.platform, row.tenant, row.account) for row in rows)
