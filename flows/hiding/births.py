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
        rf"(?<!\w)(?:{_DATE}|{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?|{_MONTH}\s{_WORDED_YEAR}|{_YEAR})(?=(?:\s(?:ben|is"
        rf"|was|werd)){{0,1}}(?:\s(?:ik|hij|zij|ze|mijn|my))?(?:\s\w{{1,12}}){{0,1}}\s{ONE_OF['born']}\b)",
        words=_BORN,
    ),
    rule(rf"(?<!\w){_DAY_MONTH},?\s{ONE_OF['years']}\b", words=TABLES["months"]),
    rule(
        rf"\b(?:turns?|turned|turning|wordt?|werd|became)\s(?:ik\s|hij\s|ze\s)?(?:\d{{1,3}}\s)?(?:(?:op|on)\s)?"
        rf"(?P<hide>{_DAY_MONTH}(?:\s{_WORDED_YEAR})?)(?!\w)",
        words=("turn", "turns", "turned", "turning", "word", "wordt", "werd"),
    ),
    rule(
        rf"\b(?:{ONE_OF['children']})\b(?:\s\w{{1,12}}){{0,1}}\s(?:is|was|komt|arrived|came|kwam|werd)\s(?:van\s"
        rf"|from\s|uit\s|op\s|on\s|de\s"
        rf"|the\s){{0,2}}(?P<hide>(?:{_DATE}|{_DAY_MONTH},?\s{_WORDED_YEAR}))(?!\w)",
        words=TABLES["children"],
    ),
    rule(
        r"\b(?:born|geboren)\s(?:op|on|in|with)\s(?P<hide>(?:[\w'’-]{2,14}\s){1,3}(?:19|20)\d\d)\b",
        words=("born", "geboren"),
    ),
    rule(
        r"\b(?:van het jaar|lichting|kind van|child of|class of|een kind uit)\s(?P<hide>(?:19\d\d"
        r"|20[01]\d|['’]\d\d|(?<=jaar )\d\d|(?<=ting )\d\d))\b(?!\s(?:jaar|euro|dagen|weken|maanden|years|months))",
        words=("jaar", "lichting", "kind", "child", "class"),
    ),
    rule(r"\ba\s(?P<hide>(?:19\d\d|20[01]\d|['’]\d\d))\s(?:baby|kid|child)\b", words=("baby", "kid", "child")),
    rule(
        rf"\b(?:{ONE_OF['relatives']})\s(?:is|was|turns|turned|wordt|werd)\s(?:\w{{2,12}}\s)?(?:on|op)\s(?:the\s"
        rf"|de\s)?(?P<hide>{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?)(?!\w)(?=\s?(?:$|[.,!?]|geworden|jarig))",
        words=("on", "op"),
    ),
    rule(
        rf"\b(?:verjaardag|birthday|bday|geboortedag|jarig|verjaar)\b[\s,:(-]{{1,3}}(?:(?:op|on|is|was|de|the|dat"
        rf"|valt|falls)\s){{0,3}}(?P<hide>{_DATE}|{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?|\d{{1,2}}[-/.]\d{{1,2}})(?!\w)",
        words=("verjaardag", "birthday", "bday", "geboortedag", "jarig", "verjaar"),
    ),
    rule(
        rf"(?<!\w)(?:{_DATE}|{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?)(?=[\s,(-]{{1,3}}(?:(?:is|was|op|on|ook|also|dus"
        rf"|so)\s){{0,2}}(?:mijn|m'n|mn|my|zijn|haar|his|her|onze|our)?\s?(?:\w{{2,12}}\s)?(?:verjaardag|birthday"
        rf"|bday|geboortedag)\b)",
        words=("verjaardag", "birthday", "bday", "geboortedag"),
    ),
    rule(rf"(?<!\w)(?:{_DATE}|{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?)(?=\ster wereld)", words=("wereld",)),
    rule(
        rf"(?<!\w){_DAY_MONTH}(?=\s(?:word|wordt|werd|turn|turned)\s(?:ik|hij|zij|ze|\w{{2,12}})\s\d{{1,3}}\b)",
        words=("word", "wordt", "werd"),
    ),
    rule(
        rf"\b(?:turns?|turned|be|word|wordt)\s(?:ik\s|hij\s|ze\s)?\d{{1,3}}\s(?:op|on)\s(?:the\s|de\s)?"
        rf"(?P<hide>{_DAY_MONTH})(?!\w)",
        words=("turn", "turns", "turned", "be", "word", "wordt"),
    ),
    rule(r"(?<!versie )(?<!version )(?<![\d.v])\d{1,2}\.\d{1,2}\.[3-9]\d(?![\d.])"),
    rule(r"(?<![\w.,-])[3-9]\d-[01]\d-[0-3]\d(?![\d-])"),
    rule(r"(?<![\w*])[*°]\s?(?P<hide>(?:19|20)\d\d)\b"),
    rule(rf"(?<!\w)(?:b|geb)\.\s?(?P<hide>(?:{_DATE}|{_DAY_MONTH},?\s{_WORDED_YEAR}|(?:19|20)\d\d))(?!\w)"),
    rule(r"\b(?:uit|van)\s(?P<hide>19\d\d)\sben\sik\b", words=("ben",)),
    rule(r"\b(?:i'm|i’m|im|i am)\sfrom\s(?P<hide>19\d\d)\b", words=("i'm", "i’m", "im", "am")),
    rule(r"\b(?:born|geboren)\sin\s(?P<hide>\d\d)\b", words=("born", "geboren")),
    rule(r"\bin\s(?P<hide>['’]?\d\d)\sgeboren\b", words=("geboren",)),
    rule(rf"\bik ben van\s(?P<hide>{_MONTH}\s{_WORDED_YEAR})", words=("ben",)),
    rule(
        r"\b(?:ik ben van|ik ben uit|(?:^|ben |van |ik )bouwjaar)\s"
        r"(?P<hide>19\d\d|20[01]\d|['’]?[3-9]\d)\b(?!\s(?:euro|jaar|tot|naar|plan))",
        words=("ben", "bouwjaar"),
    ),
)
