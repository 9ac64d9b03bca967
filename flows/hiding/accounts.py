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

RULES = (
    rule(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}", signs=_AT),
    rule(rf"(?<![\w.+-])[\w.+-]{{1,64}}\s?@\s[\w-]{{1,63}}{_DOT}{_TLD}\b", signs=_AT),
    rule(r"(?<!\w)@[\w.]{2,40}\w", signs=_AT),
    rule(
        rf"{_LOCAL}{_AT_WORD}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,20}}){{0,3}}",
        words=TABLES["at"],
        signs=("[", "(", "{", "<"),
    ),
    rule(
        rf"{_LOCAL}\s(?:at|@|bij)\s(?:{_PROVIDER}{_DOT}{_TLD}|(?:gmail|hotmail|outlook|yahoo|icloud)|[\w-]{{1,63}}\s"
        rf"{{0,2}}[\[({{<]?{ONE_OF['dot']}[\])}}>]?\s{{0,2}}{_TLD})\b",
        signs=(" at ", "@", " bij "),
    ),
    rule(rf"{_LOCAL}\s?@\s?[\w-]{{1,63}}{_DOT}{_TLD}\b", signs=_AT),
    rule(r"(?<![\w-])[\w.]{1,30}-at-[\w-]{1,40}-(?:punt-|dot-|\.)\w{2,6}\b", signs=("-at-",)),
    rule(r"\bhttps?://\S{1,500}|\bwww\.\S{1,500}", signs=("http", "www")),
    rule(rf"(?<![\w.-])(?:[\w-]{{1,40}}\.){{1,3}}{_TLD}/\S{{1,200}}", signs=("/",)),
    rule(r"(?<![\w.])(?=[\w.]{6,60}(?![\w.]))[^\W\d_][^\W_]{1,30}(?:\.[^\W_]{1,30}){0,2}_[\w.]{1,30}\w", signs=("_",)),
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
