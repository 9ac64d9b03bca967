"""Finds mail addresses, account names and web addresses, also as people spell them out.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import ONE_OF, TABLES, rule

_TLD = r"(?:nl|be|com|net|org|eu|co\.uk|co|uk|info|io|me|nu|de|fr)"
_PROVIDER = (
    r"(?:gmail|hotmail|outlook|yahoo|live|icloud|ziggo|kpnmail|telenet|skynet|proton(?:mail)?|planet|xs4all"
    r"|home|casema|btinternet|aol|msn|me)"
)
_DOT = rf"(?:\s?\.\s?|\s{{0,2}}[\[({{<]?\s?{ONE_OF['dot']}\s?[\])}}>]?\s{{0,2}})"
_AT_WORD = rf"(?:\s{{0,2}}[\[({{<]\s?(?:at|@|a|{ONE_OF['at']})\s?[\])}}>]\s{{0,2}}|\s{{1,2}}{ONE_OF['at']}\s{{1,2}})"
_LOCAL = rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:\s(?:{ONE_OF['dot']}|{ONE_OF['dash']})\s[\w+-]{{1,40}}){{0,3}}"
_AT = ("@",)
_HANDLE = r"(?=[\w.-]{0,40}[\d_.][\w.-]{0,40}\w)[\w.-]{3,40}\w"
_NETWORK = ONE_OF["networks"]
_NETWORKS = tuple("ig:" if one == "ig" else one for one in TABLES["networks"])  # "ig" alone is in many a word

_SITES = ONE_OF["sites"]

RULES = (
    rule(
        r"(?<![\w.@/-])(?!iphone|galaxy|covid|windows|playstation|office|ipad|xbox|mp3|mp4|ps5|g20)"
        r"(?!ral\d)(?=[a-z]{3,20}[\w.]{0,20}\d\d)[a-z][\w.]{4,30}\b",
        words=_NETWORKS,
    ),
    rule(r"(?<!\w)(?:[A-Z][-.\s]){3,20}[A-Z](?!\w)", small=False, signs=("spel", "naam", "name", "schrij", "writ")),
    rule(
        r"\b(?i:onder|under|als|as)\s(?i:de naam\s|the name\s)?(?P<hide>[A-Z][a-zA-Z]{2,30}\d{2,4})\b",
        small=False,
        words=("onder", "under", "als", "as"),
    ),
    rule(r"\b[A-Z][a-z]{2,20}[A-Z][a-z]{2,20}\d{2,4}\b", small=False),
    rule(r"(?<![\w@./-])[a-z]{2,20}\.[a-z]{1,15}\d{2,4}\b(?!\.\w)"),
    rule(r"\blive:[\w.]{2,40}", signs=("live:",)),
    rule(
        rf"\b(?:op|on)\s(?:{_NETWORK}|{_SITES})\s(?:(?:heet|i'm called|im called|i am called|go by|i go by|as"
        rf"|als)\s(?:ik\s)?|sta\sik\s(?:als|onder)\s)(?!well\b|usual|always|such|the\b|if\b|soon|expected|normal"
        rf"|altijd|gewoon|anders|eerste|klant|een\b|de\b|het\b|dat\b|a\b|an\b|ook\b|bedrijf|business|though)['\"“‘]?"
        r"(?P<hide>[\w.-]{4,40})",
        words=("op", "on"),
    ),
    rule(
        rf"\b(?:op|on)\s(?:{_NETWORK}|{_SITES})\s(?:ben\sik|i\sam|i'm|i’m|im)\s(?!not\b|niet\b)"
        rf"(?P<hide>[\w.-]{{6,40}})(?=\s*(?:$|[,.!?)]|en\b|and\b))",
        words=("op", "on"),
    ),
    rule(
        r"\b(?i:gebruikersnaam|username|user name|user|inlognaam|login|loginnaam|login name|nickname|gamertag"
        r"|accountnaam|account name|schermnaam|screen name)\s(?!is\b|was\b|en\b|and\b|of\b|or\b"
        r"|niet\b|not\b|klopt\w*|bestaat|wordt|werd|werkt\w*|doesn\S*|didn\S*|does|did|isn\S*|wasn\S*|that|dat|die"
        r"|vergeten|kwijt|already|al|wijzigen|aanpassen|page|scherm|code|in|voor|for|van|on|op|"
        r"with|met|to|te|has|had|heeft)(?P<hide>(?=\S{0,40}(?:[\d_A-Z]|\.\w))[\w.-]{4,40})",
        small=False,
        words=(
            "gebruikersnaam",
            "username",
            "user",
            "inlognaam",
            "login",
            "loginnaam",
            "nickname",
            "gamertag",
            "accountnaam",
            "account",
            "schermnaam",
            "screen",
        ),
    ),
    rule(
        r"\b(?i:gebruikersnaam|username|user name|inlognaam|nickname|gamertag)\s(?!vergeten|kwijt|wijzig|klop"
        r"|onbekend|bestaa|geweiger|fout|ongeldig|forgot|lost|wrong|invalid|unknown|reject|taken|already|werkt"
        r"|was\b|problem|policy|field|veld)(?P<hide>[\w.-]{6,40})(?=\s*(?:$"
        r"|[,.!?)]))",
        words=("gebruikersnaam", "username", "user", "inlognaam", "nickname", "gamertag"),
        small=False,
    ),
    rule(
        r"\b(?i:youtubekanaal|youtube-kanaal|kanaal|channel|podcast|blog|webshop|webwinkel|etsy-shop|etsy shop"
        r"|page|pagina)\s(?P<hide>[A-Z][a-z]{1,20}(?:[A-Z][a-z]{1,20}){1,4})\b",
        small=False,
        words=(
            "youtubekanaal",
            "youtube-kanaal",
            "kanaal",
            "channel",
            "podcast",
            "blog",
            "webshop",
            "webwinkel",
            "page",
            "pagina",
            "shop",
        ),
    ),
    rule(
        rf"(?<!\w)(?:\w\s){{2,20}}(?:at|@|{ONE_OF['at']})\s(?:\w\s){{1,20}}(?:{ONE_OF['dot']}|\.)\s"
        rf"(?:\w\s?){{2,3}}\b",
        signs=(" at ", "@", *(f" {one} " for one in TABLES["at"])),
    ),
    rule(
        rf"{_LOCAL}\s(?:at|@|{ONE_OF['at']})\s[\w-]{{1,40}}(?:\s(?:{ONE_OF['dash']})\s[\w-]{{1,40}}){{1,3}}\s"
        rf"(?:{ONE_OF['dot']})\s[\w-]{{2,20}}(?:\s(?:{ONE_OF['dot']})\s\w{{2,6}})?\b",
        words=TABLES["dash"],
    ),
    rule(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}", signs=_AT),
    rule(rf"(?<![\w.+-])[\w.+-]{{1,64}}\s?@\s[\w-]{{1,63}}{_DOT}{_TLD}\b", signs=_AT),
    rule(r"(?<!\w)@[\w.]{2,40}\w", signs=_AT),
    rule(
        rf"{_LOCAL}{_AT_WORD}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,20}}){{0,3}}",
        words=TABLES["at"],
        signs=("[", "(", "{", "<"),
    ),
    rule(
        rf"{_LOCAL}\s(?:at|@|bij)\s(?:{_PROVIDER}{_DOT}{_TLD}|(?:gmail|hotmail|outlook|yahoo|icloud)|(?<!bij\s)(?:xs4all"
        rf"|ziggo|kpnmail|telenet|skynet|btinternet|protonmail|proton|aol)\b|[\w-]{{1,63}}\s"
        rf"{{0,2}}[\[({{<]?{ONE_OF['dot']}[\])}}>]?\s{{0,2}}{_TLD})\b",
        signs=(" at ", "@", " bij "),
    ),
    rule(rf"{_LOCAL}\s?@\s?[\w-]{{1,63}}{_DOT}{_TLD}\b", signs=_AT),
    rule(r"(?<![\w-])[\w.]{1,30}-at-[\w-]{1,40}-(?:punt-|dot-|\.)\w{2,6}\b", signs=("-at-",)),
    rule(r"\bhttps?://\S{1,500}|\bwww\.\S{1,500}", signs=("http", "www")),
    rule(rf"(?<![\w.-])(?:[\w-]{{1,40}}\.){{1,3}}{_TLD}/\S{{1,200}}", signs=("/",)),
    rule(
        r"(?<![\w.])(?!v\d{1,3}_|\w{1,40}_(?:def|v\d|final|versie|version))(?=[\w.]{6,60}(?![\w.]))[^\W\d_][^\W_]{1,30}(?:\.[^\W_]{1,30}){0,2}_[\w.]{1,30}\w",
        signs=("_",),
    ),
    rule(r"(?<!\w)[\w.]{2,32}#\d{4}\b", signs=("#",)),
    rule(r"(?<![\w/])u/[\w-]{3,30}", signs=("/",)),
    rule(
        rf"\b{_NETWORK}(?:[-\s](?:account|naam|name|handle|profiel|profile))?\s?(?:is|als|as|heet|onder|:|="
        rf"|met|via)?\s?:?\s?(?<=\s|:)(?:{_HANDLE})",
        signs=_NETWORKS,
    ),
    rule(
        rf"\b{_NETWORK}(?:[-\s](?:account|naam|name|handle|profiel|profile))?\s?(?::|=)\s?[\w.-]{{3,40}}",
        signs=_NETWORKS,
    ),
    rule(rf"\b(?:als|as)\s{_HANDLE}(?=\s(?:op|on)\s{_NETWORK})", signs=_NETWORKS),
    rule(
        rf"\b{ONE_OF['handles']}\b(?:\s?(?:is|was|:|=|heet)){{1,2}}\s?['\"“‘]?[\w.-]{{3,40}}",
        words=TABLES["handles"],
    ),
    rule(
        r"\b(?:account|kanaal|profiel|channel|profile)(?:naam|\sname)?\s(?:heet|is called|is named|named|name is)\s"
        r"(?P<hide>[\w.-]{4,40})",
        words=("account", "kanaal", "profiel", "channel", "profile", "accountnaam", "profielnaam"),
    ),
)
