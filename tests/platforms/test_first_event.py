"""The network fails just after a start: the first event is taken all the same, for nobody is asked again who we are."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import config_for, free_port, running
from slack_server import SlackServer
from slack_talks import prepare, shown

from reisleider.storage import parking


@pytest.mark.parametrize("socket", [True, False])
@pytest.mark.parametrize("kind", ["500", "429", "reset", "invalid_auth"])
async def test_the_first_event_after_a_start(slack: SlackServer, file: Path, kind: str, socket: bool) -> None:
    prepare(file)
    lia = slack.person("ULIA", name="Lia")
    slack.channel("C1", "klantreis", members=["ULIA", slack.bot_user])
    port = free_port()
    more = {"REISLEIDER_HTTP__PORT": str(port), "REISLEIDER_SLACK__SIGNING_SECRET": slack.signing_secret}
    if not socket:
        slack.request_url = f"http://127.0.0.1:{port}/slack"
    async with running(file, config_for(slack=slack, socket=socket, **more)) as app:
        slack.fail("auth.test", kind, times=1000)
        await lia.command("/journey", "status", "C1")
        assert slack.missed_acks == []
        await slack.until(lambda: shown(slack, "0 begonnen"))
        assert (await app.store.read(parking.backlog)).updates == 0
    assert sum(one.method == "auth.test" for one in slack.calls) == 1
