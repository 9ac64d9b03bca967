"""Takes out of people's words what could tell who somebody is.

Law: rather a word too many than a person recognised; nothing else in the words is changed. Every removal leaves
the same mark, which needs no translation.
"""

from __future__ import annotations

import re

MARK = "[…]"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_PARTICLES = r"(?:(?:van|de|der|den|het|ter|ten|von|del|el|al|la|le)\s+)*"
_TITLES = r"mevrouw|meneer|mevr|mw|dhr|de heer|mr|mrs|ms|miss|sir|madam|dr|drs|ir|prof"
_PLAIN = (  # words that follow a title in ordinary speech and are no name
    "aan|achter|bij|die|dat|zei|vertelde|was|had|heeft|hielp|kon|wilde|met|in|op|uit|of|en|van de|who|that|said|told|"
    "was|had|has|at|from|behind|in|on|with|helped|could|would|and|or|did|is|deed|ging|kwam|belde|called"
)
_SAYS = (
    "ik heet|mijn naam is|ik ben|my name is|i am|i'm|i’m|genaamd|heette|named|collega|medewerker|medewerkster|adviseur|"
    "adviseuse|colleague|agent|employee|advisor|adviser|groeten|groetjes|regards"
)
_RULES = tuple(
    re.compile(rule)
    for rule in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?i:\bhttps?://\S+|\bwww\.\S+)",
        r"(?<!\w)@\w{3,}",
        r"(?i:\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){2,7}(?:[ .-]?[a-z0-9]{1,3})?\b)",
        r"(?i:\b[a-zà-ÿ][\w'’-]*(?:straat|laan|weg|plein|kade|dijk|gracht|singel|hof|steeg)\s+\d+\s?[a-z]?\b)",
        rf"\b\d+\s+(?:{_CAPITAL}\s+){{1,3}}(?i:street|road|avenue|lane|drive|square|st|rd|ave)\b",
        rf"\b(?:{_CAPITAL}\s+){{1,3}}(?i:street|road|avenue|lane|drive|square)\s+\d+\b",
        r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b",
        r"\b[1-9]\d{3}\s?[A-Z]{2}\b(?:\s+\d+(?:\s?[a-zA-Z])?\b)?",
        r"\b(?!(?:19|20)\d\d)[1-9]\d{3}\s?[a-z]{2}(?=\s*(?:[,.;]|$))",
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b",
        r"(?<![\w€$£.,])\+?\(?\d(?:[\s().-]{0,2}\d){8,14}\b",
        r"(?i:\b(?:order|bestel\w*|boeking\w*|reserverings?|booking|reservation|klant|customer|polis|policy|factuur|"
        r"invoice|dossier|case|ticket|contract)[\s-]*(?:nummer|number|nr|no|code|id)?\.?[\s:#-]*(?=[\w/-]*\d)"
        r"[\w/-]{4,})",
        r"#\w*\d\w{2,}",
        r"\b(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)*\d{3,}[A-Z0-9-]*\b",
        r"\b\d{6,}\b",
        rf"\b(?i:{_TITLES})\b\.?\s+{_PARTICLES}(?!(?i:{_PLAIN})\b)\w[\w'’-]*(?:\s+{_PARTICLES}{_CAPITAL})*",
        rf"\b(?i:{_SAYS})\b\s+{_CAPITAL}(?:\s+{_PARTICLES}{_CAPITAL})*",
    )
)


def redact(words: str) -> str:
    """Words without e-mail and web addresses, account names, IBANs, street addresses and postcodes, phone, order
    and other long numbers, full dates, and names after a title or an introduction."""
    for rule in _RULES:
        words = rule.sub(MARK, words)
    return words
