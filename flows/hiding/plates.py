"""Finds number plates of the Netherlands, Belgium, the United Kingdom and Germany, in all their series.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import IS, ONE_OF, TABLES, rule

_DUTCH = "[bdfghjklnprstvxz]"  # no vowel stands on a Dutch plate since 1978, and no C, M, Q or W
_NOT = r"(?!(?:nr|hs|st|dr|kg|tv|bv|hr|ds|fr|gr|jr|ltd)\b)"

RULES = (
    rule(
        rf"(?<![\w-])(?!\d\s(?:hrs|stk|blz|gr)\s){_NOT}(?:{_DUTCH}\s\d{{3}}\s{_NOT}{_DUTCH}{{2}}|{_DUTCH}{{2}}\s\d{{3}}\s{_DUTCH}"
        rf"|{_DUTCH}{{3}}\s\d{{2}}\s{_DUTCH}"
        rf"|{_DUTCH}\s\d{{2}}\s{_DUTCH}{{3}}|\d{{2}}\s{_DUTCH}{{3}}\s\d|\d\s{_DUTCH}{{3}}\s\d{{2}}"
        rf"|\d\s{_DUTCH}{{2}}\s\d{{3}}"
        rf"|{_DUTCH}{{2}}\s\d{{2}}\s{_NOT}{_DUTCH}{{2}}|\d{{2}}\s{_NOT}{_DUTCH}{{2}}\s{_NOT}{_DUTCH}{{2}})(?![\w-])"
    ),
    rule(r"(?<![\w-])[b-df-hj-np-tv-z]{3}\s\d{3}[a-z](?![\w-])"),
    rule(r"(?<![\w-])[1-9][a-z]{3}\d{3}(?![\w-])"),
    rule(
        r"(?<![\w-])(?!ISO|BIC|VIN|ZON|ING|KIA|TIP|VIP|SIM|PIN|ZIP|DIY|RIP|GIF|HIV|NIX|FIX|WIZ|BIZ|AZI|MIN|RIJ|ZIE)"
        r"(?=[A-Z]{0,2}[IZ])[A-Z]{3} ?(?!(?:19|20)\d\d\b)\d{3,4}(?![\w-])",
        small=False,
        coded=True,
    ),
    rule(
        r"(?<![\w-])(?!NS|IC|AM|PM)[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4}[EH]?(?![\w-])(?!\s(?:euro|uur|jaar))",
        small=False,
        coded=True,
    ),
    rule(
        rf"\b{ONE_OF['vehicles']}\b(?:\s(?:is|was|met|with|reg|a|an|een|de|the|of|my|mijn|on|under|staat|op|ook"
        rf"|its|het)){{0,3}}[\s:(]{{1,2}}"
        r"(?P<hide>(?!(?:nr|wk|hs|rm|no|mp|ps|kw|kg)\d)(?:[a-z]{2}\d{2}(?:\s?(?!and|was|for|the|but|van|het|een"
        r"|had|met|oh)[a-z]{3})?"
        r"|[a-z]\s?\d{2,3}\s?[a-z]{3}|(?!van|met|uit|was|een|het|for|the|and|had|got|ran|has|dat|die|nog|pas|nu|om"
        r"|per|sinds|only|just|for|is|wel|max|min|rij|elk|all|any|two|our|my)[a-z]{3}\s?(?!(?:19|20)\d\d\b)\d{2,4}[a-z]?"
        r"|[a-z]{1,3}[ -][a-z]{1,2}[ -]\d{2,4}))(?![\w-])",
        words=TABLES["vehicles"],
    ),
    rule(
        r"(?<![\w-])(?!i\s|a\s1)[a-z]\s\d{3}\s(?!min|day|car|men|pct|eur|cal|gsm|mph|kmh|and|was|for|the|but|van"
        r"|het|een|had|met|uur|per|dus)[a-z]{3}(?![\w-])"
    ),
    rule(
        r"(?<![\w-])(?=[\w-]{8}(?![\w-]))(?=[\w-]{0,8}\d)(?![\w-]{0,6}(?:jan|feb|mrt|mar|apr|mei|may|jun|jul"
        r"|aug|sep|okt|oct|nov|dec))"
        r"(?:[a-z]{1,3}-\d{1,3}-[a-z]{1,3}|[a-z]{2}-[a-z]{2}-\d{2}|\d{1,3}-[a-z]{1,3}-\d{1,3}|\d{2}-[a-z]{2}-[a-z]{"
        r"2}|[a-z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[a-z]{2})"
    ),
    rule(
        r"(?<![\w-])(?:[1-9O][ -]?[A-Z]{3}[ -]?\d{3}|[A-Z]{3}[ -]\d{3}|\d{3}[ -][A-Z]{3})(?![\w-])",
        small=False,
        coded=True,
    ),
    rule(r"(?<![\w-])[1-9]-[a-z]{3}-\d{3}(?![\w-])"),
    rule(
        r"(?<![\w-])(?:[A-Z]{2}\s?\d{2}\s?[A-Z]{3}|[A-Z]\s?\d{1,3}\s[A-Z]{3}|(?!EOS|RTX|GTX|USB)[A-Z]{3}\s\d{1,3}[A-Z])(?![\w-])",
        small=False,
        coded=True,
    ),
    rule(r"(?<![\w-])[a-z]{2}\d{2}\s[a-hj-pr-y]{3}(?![\w-])(?<!\s(?:and|was|for|the|but|van|het|een|had|met))"),
    rule(
        r"(?<![\w-])(?:[A-Z]{2} ?\d{3} ?[A-Z]|[A-Z] ?\d{3} ?[A-Z]{2}|\d{2} ?[A-Z]{3} ?\d|\d ?[A-Z]{3} ?\d{2}"
        r"|\d{2} ?[A-Z]{2} ?[A-Z]{2}|[A-Z]{2} ?[A-Z]{2} ?\d{2}|\d{2} ?[A-Z]{2} ?\d{2}|[A-Z]{2} ?\d{2} ?[A-Z]{2}"
        r"|[A-Z]{3} ?\d{2} ?[A-Z]|[A-Z] ?\d{2} ?[A-Z]{3})(?![\w-])",
        small=False,
        coded=True,
    ),
    rule(
        rf"\b{ONE_OF['plates']}\b(?:\s(?:nummer|number|van|was|is|of|met|with|my|mijn|de|the|auto|car|bus|a"
        rf"|een)){{0,4}}"
        rf"{IS}(?=[\w -]{{0,10}}\d)[a-z0-9]{{1,7}}(?:[ -](?=\w{{0,3}}\d|[a-z]{{1,3}}(?:\W|$))[a-z0-9]{{1,4}}\b){{0,"
        rf"3}}",
        words=TABLES["plates"],
    ),
    rule(
        r"(?<![\w-])(?:\d{2}[a-z]{3}\d|[a-z]{2}\d{3}[a-z]|\d[a-z]{3}\d{2}|[a-z]\d{3}[a-z]{2}|[a-z]{2}\d{2}[a-z]{2,3"
        r"}|\d{2}[a-z]{2}\d{2}|[a-z]{3}\d{2}[a-z]|[a-z]\d{2}[a-z]{3})(?![\w-])"
    ),
)
