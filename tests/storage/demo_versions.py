"""The demo's study and its people, in two lots, and versions of its map."""

from __future__ import annotations

from importlib import resources

from storage_samples import NOW

from reisleider.bot.maps.publish import Compiled, compile_study, publish_map
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.journey import Study
from reisleider.storage.store import Store

FIRST = ("customer-01", "customer-02", "customer-03", "customer-04")
NEXT = ("customer-05", "customer-06", "customer-07")


def demo_study() -> Study:
    text = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
    return read_study(text, "study.toml", NOW)


def published(store: Store, study: Study) -> Compiled:
    preview = store.do(lambda c: compile_study(c, study.id, NOW))
    return store.do(lambda c: publish_map(c, preview, NOW))
