"""The form for a new study, where a platform has forms.

Law: its fields are those that are asked one by one elsewhere; every word is the catalogue's.
"""

from __future__ import annotations

from reisleider.bot.adapters.form import Form
from reisleider.bot.studies import new_study
from reisleider.flows.languages import FIRST, LANGUAGES
from reisleider.renderers.words.catalog import gettext


def form_in(language: str) -> Form:
    """The form for a new study."""
    spoken = language if language in LANGUAGES else FIRST
    fields = tuple((one.key, gettext(spoken, f"new.{one.key}"), one.optional) for one in new_study.FIELDS)
    return Form(gettext(spoken, "form.title"), gettext(spoken, "form.submit"), gettext(spoken, "form.cancel"), fields)
