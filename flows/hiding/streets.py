"""Finds street addresses and postcodes of the Netherlands, Belgium and the United Kingdom.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import CAPITAL, ONE_OF, TABLES, rule

_SMALL = r"(?:(?:van|de|den|der|het|ter|ten|op|naar|in|of|the|la|le|du)\s+){0,3}"
_NUMBER = (
    rf"(?:(?:nr\.?|nummer|no\.?)\s)?\d{{1,5}}(?:\s?[-/]\s?\d{{1,4}}|\s?[a-zA-Z]\b)?(?:[\s,]{{1,2}}{ONE_OF['boxes']}\b"
    rf"(?:\s?\d{{1,4}})?)?"
)
_BOX = rf"(?:{ONE_OF['boxes']}\s\d{{1,4}}\w?,?\s)?"
_HOME = TABLES["live"]

RULES = (
    rule(rf"\b(?:{CAPITAL}\s{_SMALL}){{0,3}}(?i:[a-zà-ÿ][\w'’-]{{0,40}}{ONE_OF['streets']}\s{_NUMBER})", small=False),
    rule(rf"\b(?:{CAPITAL}\s{_SMALL}){{0,3}}[A-Z][\w'’-]{{1,40}}{ONE_OF['capital-streets']}\s{_NUMBER}", small=False),
    rule(
        rf"\b(?:{CAPITAL}\s){{0,2}}(?:Laan|Gracht|Meent|Singel|Dijk|Plantsoen|Wal|Vest|Lei|Baan|Ring|Plein|Steenweg"
        rf"|Weg|Dreef|Hof|Kade|Pad|Avenue|Rue|Chaussée|Plaats|Straat|Markt|Brink|Dorp|Haven|Boulevard)\s(?:{_SMALL}{CAPITAL}"
        rf"\s){{0,3}}{_NUMBER}",
        small=False,
    ),
    rule(
        rf"(?i:{_BOX})\b\d{{1,5}}[a-zA-Z]?,?\s(?:{CAPITAL}\s){{1,3}}(?i:{ONE_OF['roads']}|{ONE_OF['abbreviated-roads']})\b",
        small=False,
        words=(*TABLES["roads"], *TABLES["abbreviated-roads"]),
    ),
    rule(rf"\b(?:{CAPITAL}\s){{1,3}}(?i:{ONE_OF['roads']})\s\d{{1,5}}\b", small=False, words=TABLES["roads"]),
    rule(
        rf"\b{_BOX}\d{{1,5}}[a-z]?,?\s(?:(?!(?:the|this|that|to|of|in|on|a|by|down|per|days?|weeks?|hours?|minutes?"
        rf"|times?|miles?|km|shops?)\b)[a-z'’]{{2,20}}\s){{1,2}}{ONE_OF['small-roads']}\b",
        words=TABLES["small-roads"],
    ),
    rule(
        r"\b(?:flat|apartment|apt\.?|appartement)\s\d{1,4}[a-z]?\b", words=("flat", "apartment", "apt", "appartement")
    ),
    rule(r"\b[1-9]\d{3}\s?[A-Z]{2}\b(?:\s\d{1,5}(?:\s?[a-zA-Z])?\b)?", small=False),
    rule(r"\b(?!(?:19|20)\d\d)[1-9]\d{3}\s?[a-z]{2}(?=\s*(?:[,.;]|$))", small=False),
    rule(r"\b[1-9]\d{3}[a-z]{2}\b(?<!\d(?:st|nd|rd|th|km|ml|kg|gr|cm|mm|mb|gb|x\w|am|pm))"),
    rule(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", small=False),
    rule(r"\b[a-z]{1,2}\d[a-z\d]?\s\d[abd-hjlnp-uw-z]{2}\b(?<!\d(?:st|nd|rd|th))"),
    rule(rf"\b(?!19[5-9]\d|20[0-3]\d)[1-9]\d{{3}}\s(?=[A-Z][a-z]{{2,}})(?:Sint-)?{CAPITAL}(?<!Euro)", small=False),
    rule(
        rf"\b(?:aan|op)\s(?:de|het|['’]t)\s(?P<hide>(?:[A-Z][a-zà-ÿ'’-]{{2,40}}\s){{1,2}}{_NUMBER})\b(?!\s?"
        rf"(?:%|euro|uur|keer|minuten|dagen|weken|jaar))",
        small=False,
    ),
    rule(
        rf"\b(?:flat|gebouw|residentie|zorgcentrum|verzorgingshuis|villa)\s(?-i:(?:{CAPITAL}\s){{1,3}}){_NUMBER}\b",
        words=("flat", "gebouw", "residentie", "zorgcentrum", "verzorgingshuis", "villa"),
    ),
    rule(
        r"(?<![\w-])(?!(?:Terminal|Gate|Perron|Platform|Windows|Zone|Stap|Step|Deel|Part|Kamer|Hal|Bus|Lijn"
        r"|Line|Tram|Groep|Group|Week|Dag|Day|Level|Page|Pagina|Version|Versie|Room|Ward|Afdeling|Trein|Rond"
        r"|Om|Voor|Na|Van|Met|Ik|In|At|After|Before|With|De|Het|Kassa|Balie|Loket|Spoor|Nummer|Number|Slechts"
        r"|Maar|Only|Just|Exactly|About|Circa|Ongeveer|Around)\s)"
        r"(?:[A-Z][a-zà-ÿ'’-]{2,30}\s){1,3}\d{1,4}[a-z]?(?=(?:,|\s(?:in|te)|,\s\d{4})\s[A-Z][a-zà-ÿ])",
        small=False,
    ),
    rule(
        r"\b\d{1,4}[a-z]?\s[A-Z][a-z]{2,20}(?:way|gate|side|croft|field|bank|wood|mount|hill|dale|hurst)\b"
        r"(?!\s(?:staff|customers))",
        small=False,
    ),
    rule(
        rf"\b{CAPITAL}\s(?:Cottage|House|Farm|Lodge|Barn|Rectory|Vicarage|Villa),?\s(?:{CAPITAL}\s){{1,2}}(?i:{ONE_OF['roads']})\b",
        small=False,
        words=TABLES["roads"],
    ),
    rule(r"\b\d{1,4}[a-z]?,?\sthe\s(?:green|street|lane|close|crescent|avenue|square|mews|terrace)\b", words=("the",)),
    rule(
        rf"\b{ONE_OF['live']}\b(?:\s\w{{1,12}}){{0,3}}\s(?P<hide>(?-i:(?:{CAPITAL}\s){{0,2}}[A-Z][\w'’-]{{1,40}}(?:straat"
        rf"|laan|gracht|kade|singel|steenweg|plantsoen|dreef|weg|plein|hof|lei|dijk|pad)))\b",
        words=_HOME,
    ),
    rule(
        rf"\b{ONE_OF['live']}\b(?:\s\w{{1,12}}){{0,3}}\s(?P<hide>(?-i:(?:{CAPITAL}\s){{1,3}}(?:Street|Road|Avenue|Lane"
        rf"|Drive|Close|Court|Crescent|Gardens|Terrace|Way|Mews|Grove|Walk|Row)))\b",
        words=_HOME,
    ),
    rule(
        rf"\b(?:laan|plein|steenweg|weg|dreef|hof|kade)\s(?:van|op|naar|der|den|de|het)\s(?:[\w'’-]{{2,30}}\s){{1,3}}"
        rf"{_NUMBER}\b",
        words=("laan", "plein", "steenweg", "weg", "dreef", "hof", "kade"),
    ),
)
