"""Finds days and years of birth, in figures and in words.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import ONE_OF, TABLES, rule

_MONTH = rf"(?:{ONE_OF['months']})\b\.?"
_DATE = r"(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?['’]?(?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
_YEAR = r"(?:19\d\d|20[0-2]\d|['’]\d\d)"
_DAY = rf"(?:\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?|{ONE_OF['days']}|{ONE_OF['figures']})"
_DAY_MONTH = rf"(?:{_DAY}[\s-](?:of\s|van\s)?{_MONTH}|{_MONTH}\s(?:the\s)?{_DAY})"
_WORDED_YEAR = rf"(?:{_YEAR}|\d{{2}}\b|{ONE_OF['years']})"
_FULL = rf"(?<!\w){_DAY_MONTH},?\s(?:in\s)?"
_BORN = TABLES["born"]

RULES = (
    rule(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b"),
    rule(r"(?<![\w.,-])\d{1,2}[-/]\d{1,2}[-/](?:['’]\d\d|[3-9]\d)\b"),
    rule(r"\b(?:19\d\d|200\d|201[0-5])[-/.]\d{1,2}[-/.]\d{1,2}\b"),
    rule(rf"{_FULL}(?:19\d\d|200\d|201[0-5]|['’][3-9]\d)\b", words=TABLES["months"]),
    rule(
        rf"\b{ONE_OF['born']}\b(?:[\s:,]{{1,2}}(?:op|on|in|is|was|in het jaar|date|de|the|my|mijn|van|of|ben ik"
        rf"|datum)){{0,4}}[\s:,]{{1,2}}"
        rf"(?P<hide>{_DATE}|{_DAY_MONTH}(?:,?[\s-](?:in\s)?{_WORDED_YEAR}|\b)|{_MONTH}\s{_WORDED_YEAR}|{_YEAR}\b"
        rf"|{ONE_OF['years']})",
        words=_BORN,
    ),
    rule(
        rf"(?<!\w)(?:{_DATE}|{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?|{_MONTH}\s{_YEAR}|{_YEAR})(?=(?:\s(?:ben|is"
        rf"|was|werd)){{0,1}}(?:\s(?:ik|hij|zij|ze|mijn|my))?(?:\s\w{{1,12}}){{0,1}}\s{ONE_OF['born']}\b)",
        words=_BORN,
    ),
    rule(rf"(?<!\w){_DAY_MONTH},?\s{ONE_OF['years']}\b", words=TABLES["months"]),
    rule(
        rf"\b(?:turns?|turned|turning|wordt?|werd|became)\s(?:ik\s|hij\s|ze\s)?(?:\d{{1,3}}\s)?(?:(?:op|on)\s)?"
        rf"(?P<hide>{_DAY_MONTH}(?:\s{_WORDED_YEAR})?)(?!\w)",
        words=("turn", "turns", "turned", "turning", "word", "wordt", "werd"),
    ),
    rule(rf"\bik ben van\s(?P<hide>{_MONTH}\s{_WORDED_YEAR})", words=("ben",)),
    rule(
        r"\b(?:ik ben van|ik ben uit|bouwjaar)\s"
        r"(?P<hide>19\d\d|20[01]\d|['’]?[3-9]\d)\b(?!\s(?:euro|jaar|tot|naar|plan))",
        words=("ben", "bouwjaar"),
    ),
)
