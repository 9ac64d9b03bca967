"""Takes out of people's words what could tell who somebody is.

Law: rather a word too many than a person recognised; nothing else in the words is changed. Every removal leaves
the same mark, which needs no translation. How people name people and streets is in the words files (``[redaction]``).
"""

from __future__ import annotations

import re

from reisleider.flows.words.vocabulary import lists, one_of

MARK = "[…]"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_WORDS = {name: one_of(words) for name, words in lists("redaction").items()}
_PARTICLES = rf"(?:{_WORDS['particles']}\s+)*"
_ROADS = _WORDS["roads"]
_SHORT = _WORDS["abbreviated-roads"]
_RULES = tuple(
    re.compile(rule)
    for rule in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?i:\bhttps?://\S+|\bwww\.\S+)",
        r"(?<!\w)@\w{3,}",
        r"(?i:\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){2,7}(?:[ .-]?[a-z0-9]{1,3})?\b)",
        rf"(?i:\b[a-zà-ÿ][\w'’-]*{_WORDS['streets']}\s+\d+\s?[a-z]?\b)",
        rf"\b\d+\s+(?:{_CAPITAL}\s+){{1,3}}(?i:{_ROADS}|{_SHORT})\b",
        rf"\b(?:{_CAPITAL}\s+){{1,3}}(?i:{_ROADS})\s+\d+\b",
        r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b",
        r"\b[1-9]\d{3}\s?[A-Z]{2}\b(?:\s+\d+(?:\s?[a-zA-Z])?\b)?",
        r"\b(?!(?:19|20)\d\d)[1-9]\d{3}\s?[a-z]{2}(?=\s*(?:[,.;]|$))",
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b",
        r"(?<![\w€$£.,])\+?\(?\d(?:[\s().-]{0,2}\d){8,14}\b",
        rf"(?i:\b{_WORDS['references']}[\s-]*{_WORDS['numbers']}?\.?[\s:#-]*(?=[\w/-]*\d)[\w/-]{{4,}})",
        r"#\w*\d\w{2,}",
        r"\b(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)*\d{3,}[A-Z0-9-]*\b",
        r"\b\d{6,}\b",
        rf"\b(?i:{_WORDS['titles']})\b\.?\s+{_PARTICLES}(?!(?i:{_WORDS['ordinary']})\b)"
        rf"\w[\w'’-]*(?:\s+{_PARTICLES}{_CAPITAL})*",
        rf"\b(?i:{_WORDS['introductions']})\b\s+{_CAPITAL}(?:\s+{_PARTICLES}{_CAPITAL})*",
    )
)


def redact(words: str) -> str:
    """Words without e-mail and web addresses, account names, IBANs, street addresses and postcodes, phone, order
    and other long numbers, full dates, and names after a title or an introduction."""
    for rule in _RULES:
        words = rule.sub(MARK, words)
    return words
