"""Finds what has a shape of its own: mail, accounts, numbers, plates, addresses, births.

Law: every pattern is bounded, so that a hostile text costs no time, and is tried only where a sign that it needs is
there; what is read of a language is in the words files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reisleider.flows.words.vocabulary import lists, one_of

_L = lists("redaction")
_W = {name: one_of(tuple(sorted(words, key=len, reverse=True))) for name, words in _L.items()}
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}"
_SMALL = (
    rf"(?:{one_of(('van', 'de', 'den', 'der', 'het', 'ter', 'ten', 'op', 'naar', 'in', 'of', 'the', 'la', 'le', 'du'))}"
    rf"\s+){{0,3}}"
)
_NUMBER = (
    rf"(?:(?:nr\.?|nummer|no\.?)\s)?\d{{1,5}}(?:\s?[-/]\s?\d{{1,4}}|\s?[a-zA-Z]\b)?(?:[\s,]{{1,2}}{_W['boxes']}\b"
    rf"(?:\s?\d{{1,4}})?)?"
)
_MONTH = rf"(?:{_W['months']})\b\.?"
_FIGURE = rf"(?:\d{{1,4}}|{_W['figures']})"
_IS = r"(?:\s{0,2}(?:is|was|van|of|met|with|dat|luidt|:|=|-|#|,)){0,2}\s{0,2}"
_TLD = r"(?:nl|be|com|net|org|eu|co\.uk|co|uk|info|io|me|nu|de|fr)"
_PROVIDER = (
    r"(?:gmail|hotmail|outlook|yahoo|live|icloud|ziggo|kpnmail|telenet|skynet|proton(?:mail)?|planet|xs4all"
    r"|home|casema|btinternet|aol|msn|me)"
)
_DOT = rf"(?:\s?\.\s?|\s{{0,2}}[\[({{<]?\s?{_W['dot']}\s?[\])}}>]?\s{{0,2}})"
_AT_WORD = rf"(?:\s{{0,2}}[\[({{<]\s?(?:at|@|a|{_W['at']})\s?[\])}}>]\s{{0,2}}|\s{{1,2}}{_W['at']}\s{{1,2}})"
_LOCAL = rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:\s(?:{_W['dot']}|{_W['dash']})\s[\w+-]{{1,40}}){{0,3}}"
_DATE = r"(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?['’]?(?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
_YEAR = r"(?:19\d\d|20[0-2]\d|['’]\d\d)"
_DAY = rf"(?:\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?|{_W['days']}|{_W['figures']})"
_DAY_MONTH = rf"(?:{_DAY}[\s-](?:of\s|van\s)?{_MONTH}|{_MONTH}\s(?:the\s)?{_DAY})"
_WORDED_YEAR = rf"(?:{_YEAR}|\d{{2}}\b|{_W['years']})"


@dataclass(frozen=True)
class _Rule:
    """A pattern, and what it need not be tried without: one of these words, one of these signs, or a digit."""

    pattern: re.Pattern[str]
    words: frozenset[str]
    signs: tuple[str, ...]


_RULES: list[_Rule] = []
_DIGITS: list[re.Pattern[str]] = []
_DIGIT = re.compile(r"\d")


def _rule(pattern: str, *, words: tuple[str, ...] = (), signs: tuple[str, ...] = (), small: bool = True) -> None:
    """``small``: whether small letters do as well as capitals; without words and signs it needs a digit."""
    made = re.compile(pattern, re.IGNORECASE if small else 0)
    if words or signs:
        _RULES.append(_Rule(made, frozenset(part for one in words for part in one.split()), signs))
    else:
        _DIGITS.append(made)


# mail and accounts
_AT = ("@",)
_rule(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}", signs=_AT)
_rule(rf"(?<![\w.+-])[\w.+-]{{1,64}}\s?@\s[\w-]{{1,63}}{_DOT}{_TLD}\b", signs=_AT)
_rule(r"(?<!\w)@[\w.]{2,40}\w", signs=_AT)
_rule(
    rf"{_LOCAL}{_AT_WORD}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,20}}){{0,3}}",
    words=_L["at"],
    signs=("[", "(", "{", "<"),
)
_rule(
    rf"{_LOCAL}\s(?:at|@|bij)\s(?:{_PROVIDER}{_DOT}{_TLD}|(?:gmail|hotmail|outlook|yahoo|icloud)|[\w-]{{1,63}}\s"
    rf"{{0,2}}[\[({{<]?{_W['dot']}[\])}}>]?\s{{0,2}}{_TLD})\b",
    signs=(" at ", "@", " bij "),
)
_rule(rf"{_LOCAL}\s?@\s?[\w-]{{1,63}}{_DOT}{_TLD}\b", signs=_AT)
_rule(r"(?<![\w-])\w{1,30}-at-[\w-]{1,40}-(?:punt|dot)-\w{2,6}\b", signs=("-at-",))
_rule(r"\bhttps?://\S{1,500}|\bwww\.\S{1,500}", signs=("http", "www"))
_rule(rf"(?<![\w.-])(?:[\w-]{{1,40}}\.){{1,3}}{_TLD}/\S{{1,200}}", signs=("/",))
_rule(r"(?<![\w.])(?=[\w.]{6,60}(?![\w.]))[^\W\d_][^\W_]{1,30}(?:\.[^\W_]{1,30}){0,2}_[\w.]{1,30}\w", signs=("_",))
_rule(r"(?<!\w)[\w.]{2,32}#\d{4}\b", signs=("#",))
_rule(r"(?<![\w/])u/[\w-]{3,30}", signs=("/",))
_HANDLE = r"(?=[\w.-]{0,40}[\d_.][\w.-]{0,40}\w)[\w.-]{3,40}\w"
_NETWORK = (
    r"(?:ig|youtube|mastodon|bluesky|twitch|pinterest|vinted|insta(?:gram)?|snap(?:chat)?|tiktok|tik tok"
    r"|twitter|facebook|fb|linkedin|discord|telegram|signal|skype|reddit|strava|whatsapp)"
)
_NETWORKS = (
    "ig:",
    "youtube",
    "mastodon",
    "bluesky",
    "twitch",
    "pinterest",
    "vinted",
    "insta",
    "snap",
    "tiktok",
    "tik tok",
    "twitter",
    "facebook",
    "fb",
    "linkedin",
    "discord",
    "telegram",
    "skype",
    "reddit",
    "strava",
)
_rule(
    rf"\b{_NETWORK}(?:[-\s](?:account|naam|name|handle|profiel|profile))?\s?(?:is|als|as|heet|onder|:|="
    rf"|met|via)?\s?:?\s?(?<=\s|:)(?:{_HANDLE})",
    signs=_NETWORKS,
)
_rule(
    rf"\b{_NETWORK}(?:[-\s](?:account|naam|name|handle|profiel|profile))?\s?(?::|=)\s?[\w.-]{{3,40}}", signs=_NETWORKS
)
_rule(rf"\b(?:als|as)\s{_HANDLE}(?=\s(?:op|on)\s{_NETWORK})", signs=_NETWORKS)
_rule(
    rf"\b{_W['handles']}\b(?:\s?(?:is|was|:|=|heet)){{1,2}}\s?['\"“‘]?[\w.-]{{3,40}}",
    words=_L["handles"],
)

_rule(
    r"\b(?:account|kanaal|profiel|channel|profile)(?:naam|\sname)?\s(?:heet|is called|is named|named|name is)\s"
    r"(?P<hide>[\w.-]{4,40})",
    words=("account", "kanaal", "profiel", "channel", "profile", "accountnaam", "profielnaam"),
)

# numbers
_rule(r"\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){2,7}(?:[ .-]?[a-z0-9]{1,3})?\b")
_rule(r"(?<![\w€$£.,])(?!0[89]00)\+?\(?\d(?:[\s()./-]{0,3}\d){8,14}\b")
_rule(
    rf"\b{_W['phones']}\b\D{{0,20}}(?P<hide>(?<![\w€$£.,])(?!0[89]00|1[14][2345]\b|\d{{1,2}}\s?[:.u]|\d{{1,3}}\s"
    rf")\+?\d(?:[\s()./-]{{0,3}}\d){{5,9}})\b",
    words=_L["phones"],
)
_rule(rf"(?<!\w)0\d{{1,3}}(?:[\s,.-]{{1,3}}(?:en\s|and\s)?{_FIGURE}\b){{3,14}}")
_rule(
    rf"\b\w{{2,30}}(?:nummer|nr)\b\.?{_IS}(?P<hide>(?=[\w/.-]{{0,30}}\d)[\w/.-]{{3,30}}(?:\s\d{{2,}}){{0,5}})(?<![.])"
)
_rule(
    rf"\b(?:number|kenmerk|referentie|reference|ref)\b\.?:?{_IS}(?P<hide>(?=[\w/.-]{{0,30}}\d)[\w/.-]{{4,30}}"
    rf"(?:\s\d{{2,}}){{0,5}})(?<![.])"
)
_rule(
    rf"\b{_W['references']}[\s-]{{0,2}}{_W['numbers']}\b\.?(?:\s[a-z]{{2,12}}){{0,1}}{_IS}"
    rf"(?:(?=(?:[a-z]{{1,4}}\s)?[\w/.-]{{0,30}}\d)(?:[a-z]{{1,4}}\s)?[\w/.-]{{1,30}}[\w](?:[\s]\d{{2,}}){{0,5}}"
    rf"|\d{{1,12}}(?:[\s.-]\d{{2,6}}){{0,5}})",
)
_rule(rf"\b{_W['references']}[\s:#-]{{0,4}}(?=[\w/-]{{0,30}}\d)[\w/-]{{4,30}}")
_rule(rf"\b(?:bsn|iban|nhs|sofi|ni)\b{_IS}(?=[\w .-]{{0,12}}\d)\w{{1,12}}(?:[ .-]\w{{1,6}}){{0,6}}\b(?<=\d|[A-Z])")
_rule(rf"\b(?i:{_W['references']})\s[A-Z]{{1,4}}\s?\d[\d. -]{{2,20}}\d\b", small=False)
_rule(
    r"\b(?:ending(?:\sin)?|ends(?:\sin)?|eindigt\sop|eindigend\sop|extension|ext\.?|toestel|toestelnummer)\s"
    r"(?P<hide>\d{3,5})\b"
)
_rule(
    r"\b(?=[A-Z0-9]{6,12}\b)(?=\d{0,9}[A-Z]\d{0,9}[A-Z])(?=[A-Z]{0,9}\d[A-Z]{0,9}\d)(?!COVID|IPHONE|WINDOWS"
    r"|GALAXY|IPAD)[A-Z0-9]{6,12}\b",
    small=False,
)
_rule(r"\b(?:pin|pincode|wachtwoord|password|passcode)\s(?:is\s|was\s|:\s?)?(?P<hide>(?=\S{0,20}\d)\S{4,30})")
_rule(
    rf"\b(?:\w{{0,20}}nummer|number|code|klantnr|pin)\s(?:is\s|was\s)?(?P<hide>{_W['figures']}(?:[\s,.-]{{1,3}}{_FIGURE}"
    rf"\b){{2,14}})",
    signs=("nummer", "number", "code", "klantnr", "pin"),
)
_rule(
    r"\b(?:laatste cijfers|last digits|last four|laatste vier)(?:\scijfers|\sdigits)?(?:\s(?:zijn|are|of"
    r"|van|is|my|mijn|card|pas)){0,3}\s(?P<hide>\d{3,5})\b"
)
_rule(r"#\w{0,30}\d\w{2,30}")
_rule(
    r"\b(?![AENM]\d{3}\b)(?=[A-Z0-9-]{0,30}[A-Z])(?=[A-Z0-9-]{0,30}\d)[A-Z0-9]{1,30}(?:-[A-Z0-9]{1,30}){0,5}\d{"
    r"3,20}[A-Z0-9-]{0,30}\b",
    small=False,
)
_rule(r"\b\d{6,}\b")
_rule(r"\b\d{2}\.\d{2}\.\d{2}[-–. ]\d{3}[-–. ]\d{2}\b")
_rule(r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b")
_rule(r"\b\d{4}[ .]\d{2}[ .]\d{3}\b|\b\d{3}[ .-]\d{3}[ .-]\d{3}\b|\b\d{2}-\d{2}-\d{2}(?=\s\d{6,8}\b)")
_TELLS = ("nul", "zero", "oh", "plus")
_rule(
    rf"(?<!\w)(?:(?:nul|zero|oh)[\s,.-]{{1,3}}(?:zes|zeven|acht|vier|vijf|seven|two|one|three|{_FIGURE})"
    rf"|plus[\s,-]{{1,3}}{_FIGURE})(?:[\s,.-]{{1,3}}(?:en\s)?{_FIGURE}\b){{3,14}}",
    words=_TELLS,
)
_rule(
    rf"(?<!\w){_W['figures']}(?:[\s,.-]{{1,3}}{_FIGURE}\b){{6,14}}",
    words=("twee", "two", "three", "vijf", "five", "zes", "six", "negen", "nine", "acht", "eight"),
)

# plates
_rule(
    r"(?<![\w-])(?=[\w-]{8}(?![\w-]))(?=[\w-]{0,8}\d)(?![\w-]{0,6}(?:jan|feb|mrt|mar|apr|mei|may|jun|jul"
    r"|aug|sep|okt|oct|nov|dec))"
    r"(?:[a-z]{1,3}-\d{1,3}-[a-z]{1,3}|[a-z]{2}-[a-z]{2}-\d{2}|\d{1,3}-[a-z]{1,3}-\d{1,3}|\d{2}-[a-z]{2}-[a-z]{"
    r"2}|[a-z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[a-z]{2})"
)
_rule(r"(?<![\w-])(?:[1-9O][ -]?[A-Z]{3}[ -]?\d{3}|[A-Z]{3}[ -]\d{3}|\d{3}[ -][A-Z]{3})(?![\w-])", small=False)
_rule(r"(?<![\w-])[1-9]-[a-z]{3}-\d{3}(?![\w-])")
_rule(r"(?<![\w-])(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\s?\d{1,3}\s[A-Z]{3}|[A-Z]{3}\s\d{1,3}[A-Z])(?![\w-])", small=False)
_rule(r"(?<![\w-])[a-z]{2}\d{2}\s[a-hj-pr-y]{3}(?![\w-])(?<!\s(?:and|was|for|the|but|van|het|een|had|met))")
_rule(
    r"(?<![\w-])(?:[A-Z]{2} ?\d{3} ?[A-Z]|[A-Z] ?\d{3} ?[A-Z]{2}|\d{2} ?[A-Z]{3} ?\d|\d ?[A-Z]{3} ?\d{2}"
    r"|\d{2} ?[A-Z]{2} ?[A-Z]{2}|[A-Z]{2} ?[A-Z]{2} ?\d{2}|\d{2} ?[A-Z]{2} ?\d{2}|[A-Z]{2} ?\d{2} ?[A-Z]{2}"
    r"|[A-Z]{3} ?\d{2} ?[A-Z]|[A-Z] ?\d{2} ?[A-Z]{3})(?![\w-])",
    small=False,
)
_rule(
    rf"\b{_W['plates']}\b(?:\s(?:nummer|number|van|was|is|of|met|with|my|mijn|de|the|auto|car|bus|a|een)){{0,4}}"
    rf"{_IS}(?=[\w -]{{0,10}}\d)[a-z0-9]{{1,7}}(?:[ -](?=\w{{0,3}}\d|[a-z]{{1,3}}(?:\W|$))[a-z0-9]{{1,4}}\b){{0,"
    rf"3}}"
)

_rule(
    r"(?<![\w-])(?:\d{2}[a-z]{3}\d|[a-z]{2}\d{3}[a-z]|\d[a-z]{3}\d{2}|[a-z]\d{3}[a-z]{2}|[a-z]{2}\d{2}[a-z]{2,3"
    r"}|\d{2}[a-z]{2}\d{2}|[a-z]{3}\d{2}[a-z]|[a-z]\d{2}[a-z]{3})(?![\w-])"
)

# births
_FULL = rf"(?<!\w){_DAY_MONTH},?\s(?:in\s)?"
_rule(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b")
_rule(r"(?<![\w.,-])\d{1,2}[-/]\d{1,2}[-/](?:['’]\d\d|[3-9]\d)\b")
_rule(r"\b(?:19\d\d|200\d|201[0-5])[-/.]\d{1,2}[-/.]\d{1,2}\b")
_rule(rf"{_FULL}(?:19\d\d|200\d|201[0-5]|['’][3-9]\d)\b")
_BORN = _L["born"]
_rule(
    rf"\b{_W['born']}\b(?:[\s:,]{{1,2}}(?:op|on|in|is|was|in het jaar|date|de|the|my|mijn|van|of|ben ik"
    rf"|datum)){{0,4}}[\s:,]{{1,2}}"
    rf"(?P<hide>{_DATE}|{_DAY_MONTH}(?:,?[\s-](?:in\s)?{_WORDED_YEAR}|\b)|{_MONTH}\s{_WORDED_YEAR}|{_YEAR}\b"
    rf"|{_W['years']})",
    words=_BORN,
)
_rule(
    rf"(?<!\w)(?:{_DATE}|{_DAY_MONTH}(?:,?\s{_WORDED_YEAR})?|{_MONTH}\s{_YEAR}|{_YEAR})(?=(?:\s(?:ben|is"
    rf"|was|werd)){{0,1}}(?:\s(?:ik|hij|zij|ze|mijn|my))?(?:\s\w{{1,12}}){{0,1}}\s{_W['born']}\b)",
    words=_BORN,
)
_rule(rf"(?<!\w){_DAY_MONTH},?\s{_W['years']}\b", words=_L["months"])
_rule(
    rf"\b(?:turns?|turned|turning|wordt?|werd|became)\s(?:ik\s|hij\s|ze\s)?(?:\d{{1,3}}\s)?(?:(?:op|on)\s)?"
    rf"(?P<hide>{_DAY_MONTH}(?:\s{_WORDED_YEAR})?)(?!\w)",
    words=("turn", "turns", "turned", "turning", "word", "wordt", "werd"),
)
_rule(rf"\bik ben van\s(?P<hide>{_MONTH}\s{_WORDED_YEAR})")
_rule(
    r"\b(?:ik ben van|ik ben uit|bouwjaar)\s(?P<hide>19\d\d|20[01]\d|['’]?[3-9]\d)\b(?!\s(?:euro|jaar|tot|naar|plan))"
)

# addresses
_BOX = rf"(?:{_W['boxes']}\s\d{{1,4}}\w?,?\s)?"
_rule(rf"\b(?:{_CAP}\s{_SMALL}){{0,3}}(?i:[a-zà-ÿ][\w'’-]{{0,40}}{_W['streets']}\s{_NUMBER})", small=False)
_rule(rf"\b(?:{_CAP}\s{_SMALL}){{0,3}}[A-Z][\w'’-]{{1,40}}{_W['capital-streets']}\s{_NUMBER}", small=False)
_rule(
    rf"\b(?:{_CAP}\s){{0,2}}(?:Laan|Gracht|Meent|Singel|Dijk|Plantsoen|Wal|Vest|Lei|Baan|Ring|Plein|Steenweg"
    rf"|Weg|Dreef|Hof|Kade|Pad|Avenue|Rue|Chaussée|Plaats|Straat|Markt|Brink|Dorp|Haven|Boulevard)\s(?:{_SMALL}{_CAP}"
    rf"\s){{0,3}}{_NUMBER}",
    small=False,
)
_rule(
    rf"(?i:{_BOX})\b\d{{1,5}}[a-zA-Z]?,?\s(?:{_CAP}\s){{1,3}}(?i:{_W['roads']}|{_W['abbreviated-roads']})\b",
    small=False,
)
_rule(rf"\b(?:{_CAP}\s){{1,3}}(?i:{_W['roads']})\s\d{{1,5}}\b", small=False)
_rule(
    rf"\b{_BOX}\d{{1,5}}[a-z]?,?\s(?:(?!(?:the|this|that|to|of|in|on|a|by|down|per|days?|weeks?|hours?|minutes?"
    rf"|times?|miles?|km|shops?)\b)[a-z'’]{{2,20}}\s){{1,2}}{_W['small-roads']}\b"
)
_rule(r"\b(?:flat|apartment|apt\.?|appartement)\s\d{1,4}[a-z]?\b")
_rule(r"\b[1-9]\d{3}\s?[A-Z]{2}\b(?:\s\d{1,5}(?:\s?[a-zA-Z])?\b)?", small=False)
_rule(r"\b(?!(?:19|20)\d\d)[1-9]\d{3}\s?[a-z]{2}(?=\s*(?:[,.;]|$))", small=False)
_rule(r"\b[1-9]\d{3}[a-z]{2}\b(?<!\d(?:st|nd|rd|th|km|ml|kg|gr|cm|mm|mb|gb|x\w|am|pm))")
_rule(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", small=False)
_rule(r"\b[a-z]{1,2}\d[a-z\d]?\s\d[abd-hjlnp-uw-z]{2}\b(?<!\d(?:st|nd|rd|th))")
_rule(rf"\b(?!19[5-9]\d|20[0-3]\d)[1-9]\d{{3}}\s(?=[A-Z][a-z]{{2,}})(?:Sint-)?{_CAP}(?<!Euro)", small=False)
_rule(
    rf"\b(?:aan|op)\s(?:de|het|['’]t)\s(?P<hide>(?:[A-Z][a-zà-ÿ'’-]{{2,40}}\s){{1,2}}{_NUMBER})\b(?!\s?"
    rf"(?:%|euro|uur|keer|minuten|dagen|weken|jaar))",
    small=False,
)
_rule(rf"\b(?:flat|gebouw|residentie|zorgcentrum|verzorgingshuis|villa)\s(?-i:(?:{_CAP}\s){{1,3}}){_NUMBER}\b")
_rule(
    r"(?<![\w-])(?!(?:Terminal|Gate|Perron|Platform|Windows|Zone|Stap|Step|Deel|Part|Kamer|Hal|Bus|Lijn"
    r"|Line|Tram|Groep|Group|Week|Dag|Day|Level|Page|Pagina|Version|Versie|Room|Ward|Afdeling|Trein|Rond"
    r"|Om|Voor|Na|Van|Met|Ik|In|At|After|Before|With|De|Het|Kassa|Balie|Loket|Spoor|Nummer|Number|Slechts"
    r"|Maar|Only|Just|Exactly|About|Circa|Ongeveer|Around)\s)"
    r"(?:[A-Z][a-zà-ÿ'’-]{2,30}\s){1,3}\d{1,4}[a-z]?(?=(?:,|\s(?:in|te)|,\s\d{4})\s[A-Z][a-zà-ÿ])",
    small=False,
)
_rule(
    r"\b\d{1,4}[a-z]?\s[A-Z][a-z]{2,20}(?:way|gate|side|croft|field|bank|wood|mount|hill|dale|hurst)\b"
    r"(?!\s(?:staff|customers))",
    small=False,
)
_rule(
    rf"\b{_CAP}\s(?:Cottage|House|Farm|Lodge|Barn|Rectory|Vicarage|Villa),?\s(?:{_CAP}\s){{1,2}}(?i:{_W['roads']})\b",
    small=False,
    words=_L["roads"],
)
_rule(r"\b\d{1,4}[a-z]?,?\sthe\s(?:green|street|lane|close|crescent|avenue|square|mews|terrace)\b")
_HOME = _L["live"]
_rule(
    rf"\b{_W['live']}\b(?:\s\w{{1,12}}){{0,3}}\s(?P<hide>(?-i:(?:{_CAP}\s){{0,2}}[A-Z][\w'’-]{{1,40}}(?:straat"
    rf"|laan|gracht|kade|singel|steenweg|plantsoen|dreef|weg|plein|hof|lei|dijk|pad)))\b",
    words=_HOME,
)
_rule(
    rf"\b{_W['live']}\b(?:\s\w{{1,12}}){{0,3}}\s(?P<hide>(?-i:(?:{_CAP}\s){{1,3}}(?:Street|Road|Avenue|Lane"
    rf"|Drive|Close|Court|Crescent|Gardens|Terrace|Way|Mews|Grove|Walk|Row)))\b",
    words=_HOME,
)

_rule(
    rf"\b(?:laan|plein|steenweg|weg|dreef|hof|kade)\s(?:van|op|naar|der|den|de|het)\s(?:[\w'’-]{{2,30}}\s){{1,3}}"
    rf"{_NUMBER}\b"
)

# who somebody is by what only they are
_rule(
    rf"\b{_W['as-one']}\s(?:(?:de|het|een|the|a|an)\s)?(?:(?:enige|only|vrouwelijke|mannelijke|female|male)\s){{"
    rf"0,2}}{_W['offices']}"
    rf"(?:\s{_W['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}})(?-i:{_CAP}(?:\s(?:(?:de|het|the|of|van"
    rf"|in|te|at)\s){{0,2}}{_CAP}){{0,4}})){{1,2}}",
    words=("ben", "was", "werk", "i", "i'm", "i’m", "als", "as", "enige", "only"),
)


_WHERE = (
    rf"\s{_W['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,4}})"
    rf"(?-i:{_CAP}(?:\s(?:(?:de|het|the|of|van|in|te|at)\s){{0,2}}{_CAP}){{0,4}})"
)
_rule(
    rf"\b(?:i am|i'm|i’m|i was)\sthe\s(?:only\s)?(?P<hide>(?:(?!one|first|same|last|next)[a-z-]{{2,20}}\s){{1,3}}"
    rf"(?:at|in|of|on|for)\s(?:the\s)?(?-i:{_CAP}(?:\s{_CAP}){{0,3}}))",
    words=("i", "i'm", "i’m"),
)
_rule(
    rf"\b(?:i teach|i taught|ik geef|ik doceer|i coach|i preach)\s(?P<hide>(?:[a-z-]{{2,20}}\s){{0,3}}{_W['at-place']}"
    rf"\s(?:(?:de|het|the)\s)?(?-i:{_CAP}(?:\s{_CAP}){{0,3}}))",
    words=("teach", "taught", "geef", "doceer", "coach", "preach"),
)
_rule(
    rf"\b(?:ik werk|i work|werk ik)\s(?P<hide>{_W['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{_CAP}"
    rf"(?:\s{_CAP}){{0,3}})\s(?:als|as)\s(?:[\w-]{{2,25}}\s?){{1,3}})",
    words=("werk", "work"),
)
_rule(
    rf"\b(?:de|het|onze|our|the)\s(?:enige|only)\s(?P<hide>(?:[\w-]{{2,20}}\s){{0,1}}{_W['offices']}{_WHERE})",
    words=("enige", "only"),
)
_rule(
    rf"\b(?:directeur|directrice|manager|eigenaar|eigenaresse|filiaalmanager|bedrijfsleider|locatiemanager"
    rf"|teamleider|director|owner|head)"
    rf"\s(?P<hide>{_W['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{_CAP}(?:\s{_CAP}){{0,3}}\s(?:in|te)\s{_CAP}))",
    words=(
        "directeur",
        "directrice",
        "manager",
        "eigenaar",
        "eigenaresse",
        "filiaalmanager",
        "bedrijfsleider",
        "locatiemanager",
        "teamleider",
        "director",
        "owner",
        "head",
    ),
)
_rule(rf"\b{_W['only-offices']}{_WHERE}", words=_L["only-offices"])
_rule(
    rf"\b(?:ik ben|ben ik|ik heb|ik run|i am|i'm|i’m|i run|i own)\s(?P<hide>(?:de|het|the)\s(?:enige|only)\s"
    rf"(?:\w{{2,30}}\s){{0,2}}\w{{2,30}}(?:{_WHERE}){{1,2}})",
    words=("enige", "only"),
)


def shapes_in(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where something of such a shape stands; the same place may be told more than once. ``words``: the text's, in
    small letters."""
    low, told = text.lower(), frozenset(words)
    for rule in _RULES:
        if not rule.words.isdisjoint(told) or any(sign in low for sign in rule.signs):
            yield from _places(rule.pattern, text)
    if _DIGIT.search(text):
        for pattern in _DIGITS:
            yield from _places(pattern, text)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern is found: the part of it that is to be hidden, where it names one."""
    part = "hide" if "hide" in pattern.groupindex else 0
    for found in pattern.finditer(text):
        yield found.span(part)
