"""Finds the numbers of people: phones, accounts, orders, policies, members, in figures and in words.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import FIGURE, IS, ONE_OF, TABLES, rule

_TELLS = ("nul", "zero", "oh", "plus")

RULES = (
    rule(
        r"\b(?=[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]){0,8}?(?:[ .-]?\d){4})"
        r"[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){2,7}(?:[ .-]?[a-z0-9]{1,3})?\b"
    ),
    rule(r"(?<![\w€$£.,])(?!0[89]00)\+?\(?\d(?:[\s()./-]{0,3}\d){8,14}\b"),
    rule(
        rf"\b{ONE_OF['phones']}\b\D{{0,20}}(?P<hide>(?<![\w€$£.,])(?!0[89]00|1[14][2345]\b|\d{{1,2}}\s?[:.u]"
        rf"|\d{{1,3}}\s"
        rf")\+?\d(?:[\s()./-]{{0,3}}\d){{5,9}})\b",
        words=TABLES["phones"],
        coded=True,
    ),
    rule(rf"(?<!\w)0\d{{1,3}}(?:[\s,.-]{{1,3}}(?:en\s|and\s)?{FIGURE}\b){{3,14}}"),
    rule(
        rf"\b(?!wacht|{ONE_OF['thing-numbers']})\w{{2,30}}(?:nummer|nr)\b\.?{IS}(?P<hide>(?:[a-z]{{1,3}}\s(?=\d))?"
        rf"(?=[\w/.-]{{0,30}}\d)[\w/.-]{{3,30}}(?:\s\d{{2,}}){{0,5}})(?<![.])",
        signs=("nummer", "nr"),
    ),
    rule(
        rf"\b(?:number|kenmerk|referentie|reference|ref)\b\.?:?{IS}(?P<hide>(?=[\w/.-]{{0,30}}\d)[\w/.-]{{4,30}}"
        rf"(?:\s\d{{2,}}){{0,5}})(?<![.])",
        words=("number", "kenmerk", "referentie", "reference", "ref"),
        coded=True,
    ),
    rule(
        rf"\b{ONE_OF['references']}[\s-]{{0,2}}{ONE_OF['numbers']}\b\.?(?:\s[a-z]{{2,12}}){{0,1}}{IS}"
        rf"(?:(?=(?:[a-z]{{1,4}}\s)?[\w/.-]{{0,30}}\d)(?:[a-z]{{1,4}}\s)?[\w/.-]{{1,30}}[\w](?:[\s]\d{{2,}}){{0,5}}"
        rf"|\d{{1,12}}(?:[\s.-]\d{{2,6}}){{0,5}})",
    ),
    rule(
        rf"\b(?!(?:pas|kaart|meter|kamer|room|card|lid|serie|sort)\b){ONE_OF['references']}[\s:#-]{{0,4}}"
        rf"(?=[\w/.-]{{0,30}}\d)[\w/-][\w/.-]{{2,29}}\w(?:\s\d{{3,8}}\b){{0,4}}"
    ),
    rule(
        rf"\b(?:bsn|iban|nhs|sofi|ni)\b{IS}(?=[\w .-]{{0,12}}\d)\w{{1,12}}(?:[ .-]\w{{1,6}}){{0,6}}\b(?<=\d|[A-Z])",
        words=("bsn", "iban", "nhs", "sofi", "ni"),
    ),
    rule(rf"\b(?i:{ONE_OF['references']})\s[A-Z]{{1,4}}\s?\d[\d. -]{{2,20}}\d\b", small=False),
    rule(
        r"\b(?:ending(?:\sin)?|ends(?:\sin)?|eindigt\sop|eindigend\sop|extension|ext\.?|toestel|toestelnummer)\s"
        r"(?P<hide>\d{3,5})\b",
        words=("ending", "ends", "eindigt", "eindigend", "extension", "ext", "toestel", "toestelnummer"),
    ),
    rule(
        r"(?<!WH-)\b(?=[A-Z0-9]{6,12}\b)(?=\d{0,9}[A-Z]\d{0,9}[A-Z])"
        r"(?=[A-Z]{0,9}\d[A-Z]{0,9}\d)(?!COVID|IPHONE|WINDOWS"
        r"|GALAXY|IPAD|RAL\d)[A-Z0-9]{6,12}\b",
        small=False,
        coded=True,
    ),
    rule(
        r"\b(?:pin|pincode|wachtwoord|password|passcode)\s(?:is\s|was\s|:\s?)?(?P<hide>(?=\S{0,20}\d)\S{4,30})",
        words=("pin", "pincode", "wachtwoord", "password", "passcode"),
    ),
    rule(
        rf"\b(?:\w{{0,20}}nummer|number|code|klantnr|pin)\s(?:is\s|was\s)?(?P<hide>{ONE_OF['figures']}"
        rf"(?:[\s,.-]{{1,3}}{FIGURE}"
        rf"\b){{2,14}})",
        signs=("nummer", "number", "code", "klantnr", "pin"),
    ),
    rule(
        r"\b(?:laatste cijfers|last digits|last four|laatste vier)(?:\scijfers|\sdigits)?(?:\s(?:zijn|are|of"
        r"|van|is|my|mijn|card|pas)){0,3}\s(?P<hide>\d{3,5})\b",
        words=("laatste", "last"),
    ),
    rule(r"#\w{0,30}\d\w{2,30}"),
    rule(
        r"(?<!WH-)\b(?![AENM]\d{3}\b|RAL\d)(?=[A-Z0-9-]{0,30}[A-Z])"
        r"(?=[A-Z0-9-]{0,30}\d)[A-Z0-9]{1,30}(?:-[A-Z0-9]{1,30}){0,5}\d{"
        r"3,20}[A-Z0-9-]{0,30}\b",
        small=False,
        coded=True,
    ),
    rule(r"\b\d{6,}\b", coded=True),
    rule(
        r"(?<![\w€$£.,/-])(?!\d{3}00\b)\d{5}\b(?!\s?(?:%|€|euro|pounds?|quid|dollar|uur|jaar|years|km|miles"
        r"|stappen|steps|mensen|people|klanten|customers|punten|points|keer|times|woorden|words|m2|kwh|ml|kg))"
        r"(?![,.]\d)",
        coded=True,
    ),
    rule(
        r"\b(?:mijn|m'n|mn|my|ons|our)\s(?:\w{2,20}\s)?(?:nummer|number|code|id|kenmerk|reference|ref)\b(?:\s"
        r"(?!is\b|was\b)\w{1,12}){0,3}\s(?:is|was)\s(?P<hide>(?=[\w/.-]{0,30}\d)[\w/.-]{3,30}\b)",
        words=("mijn", "m'n", "mn", "my", "ons", "our"),
    ),
    rule(
        r"(?<![\w€$£.,/-])(?P<hide>(?=[\w/.-]{0,20}\d\d)[\w/-]{3,20})\s(?:is|was|staat|stond)\s(?:mijn|m'n|mn|my"
        r"|het|the|ons|our|als)\s(?:\w{0,20}(?:nummer|nr|code|kenmerk)|(?:\w{2,12}\s)?(?:number|no|reference|ref"
        r"|id|code))\b",
        signs=("nummer", "nr", "code", "kenmerk", "number", " no", "ref", " id"),
    ),
    rule(
        rf"(?<!\w){ONE_OF['figures']}(?:[\s,.-]{{1,3}}{FIGURE}\b){{2,14}}(?=\s(?:is|was)\s(?:mijn|my)\s"
        rf"(?:\w{{2,20}}\s)?(?:\w{{0,20}}nummer|number|code|id)\b)",
        signs=("nummer", "number", "code"),
    ),
    rule(
        r"(?<!error )(?<!fout)(?<!kortings)\b(?:code|otp|token|toegangscode|deurcode|wificode|inlogcode)\s(?:is\s"
        r"|was\s|:\s?)?(?P<hide>\d{3}[\s-]\d{3}\b|(?=\S{0,20}\d)(?=\S{0,20}[a-z])(?!\d{1,2}[a-z]{1,2}\b)\S{4,30}"
        r"|\d{4,8}\b)",
        words=("code", "otp", "token", "toegangscode", "deurcode", "wificode", "inlogcode"),
    ),
    rule(
        r"(?<![\w€$£.,/-])(?!(?:19|20)\d\d\s)(?=(?:\d\s?){7})\d{1,4}(?:\s\d{2,4}){2,5}\b(?!\s?(?:%|€|euro|pound"
        r"|uur|u\b|jaar|years))"
    ),
    rule(
        r"\b(?:nummer|nr|number|no)\b\.?\s(?:is\s|was\s|:\s?)?(?P<hide>(?:\d[\s./-]{0,1}){5,12})\b",
        words=("nummer", "nr", "number", "no"),
        coded=True,
    ),
    rule(
        rf"\b{ONE_OF['references']}\s(?:is\s|was\s)?(?P<hide>(?:{FIGURE}|[a-z])(?:[\s,.-]{{1,3}}(?:{FIGURE}"
        rf"|[a-z])\b){{2,14}})",
        words=tuple(one for one in TABLES["references"] if one.isalpha()),
    ),
    rule(r"\b\d{2}\.\d{2}\.\d{2}[-–. ]\d{3}[-–. ]\d{2}\b"),
    rule(r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
    rule(r"\b\d{4}[ .]\d{2}[ .]\d{3}\b|\b\d{3}[ .-]\d{3}[ .-]\d{3}\b|\b\d{2}-\d{2}-\d{2}(?=\s\d{6,8}\b)"),
    rule(
        rf"(?<!\w)(?:(?:nul|zero|oh)[\s,.-]{{1,3}}(?:zes|zeven|acht|vier|vijf|seven|two|one|three|{FIGURE})"
        rf"|plus[\s,-]{{1,3}}{FIGURE})(?:[\s,.-]{{1,3}}(?:en\s)?{FIGURE}\b){{3,14}}",
        words=_TELLS,
    ),
    rule(
        rf"(?<!\w){ONE_OF['figures']}(?:[\s,.-]{{1,3}}{FIGURE}\b){{6,14}}",
        words=("twee", "two", "three", "vijf", "five", "zes", "six", "negen", "nine", "acht", "eight"),
    ),
)
