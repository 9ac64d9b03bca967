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
_NO_STREET = (
    r"(?!(?:Terminal|Gate|Perron|Platform|Windows|Zone|Stap|Step|Deel|Part|Kamer|Hal|Bus|Lijn|Line|Tram|Groep"
    r"|Group|Week|Dag|Day"
    r"|Level|Page|Pagina|Version|Versie|Room|Ward|Afdeling|Trein|Train|Rond|Om|Voor|Na|Van|Met|Ik|In|At|After"
    r"|Before|With|De|Het"
    r"|Kassa|Balie|Loket|Spoor|Nummer|Number|Slechts|Maar|Only|Just|Exactly|About|Circa|Ongeveer|Around|Klas|Class"
    r"|Serie|Series"
    r"|Model|Type|Boeing|Airbus|Galaxy|Xbox|Playstation|PlayStation|Formule|Artikel|Article|Section|Maat|Size|Team"
    r"|Office|Fase"
    r"|Phase|Unit|Zaal|Rij|Row|Stoel|Seat|Box|Covid|Corona|Top|Agenda|Studio|Mazda|Peugeot|Audi|Volvo|Fiat|Tesla"
    r"|Polo|Golf"
    r"|Januari|Februari|Maart|April|Mei|Juni|Juli|Augustus|September|Oktober|November|December|January|February"
    r"|March|May|June"
    r"|July|August|October|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Maandag|Dinsdag|Woensdag"
    r"|Donderdag|Vrijdag"
    r"|Zaterdag|Zondag|Kerst|Christmas|Easter|Pasen|Nog|Toen|Daarna|Then|Sinds|Since|Eerst|First)\b)"
)
_UNITS = (
    r"(?!\s?(?:%|€|euro|uur|u\b|keer|minuten|dagen|weken|maanden|jaar|jaren|mensen|personen|km|kg|cm|meter|gram"
    r"|graden|stuks|times"
    r"|minutes|hours|days|weeks|months|years|people|pounds|quid|miles|am\b|pm\b|o'clock|x\b))"
)
_PLACED = r"(?:op|aan|naar|is|in|at|on|to|for|from|van|voor|bij)"

RULES = (
    rule(rf"\b(?:{CAPITAL}\s{_SMALL}){{0,3}}(?i:[a-zà-ÿ][\w'’-]{{0,40}}{ONE_OF['streets']}\s{_NUMBER})", small=False),
    rule(rf"\b(?:{CAPITAL}\s{_SMALL}){{0,3}}[A-Z][\w'’-]{{1,40}}{ONE_OF['capital-streets']}\s{_NUMBER}", small=False),
    rule(
        rf"\b(?:{CAPITAL}\s){{0,2}}(?:Laan|Gracht|Meent|Singel|Dijk|Plantsoen|Wal|Vest|Lei|Baan|Ring|Plein|Steenweg"
        rf"|Weg|Dreef|Hof|Kade|Pad|Avenue|Rue|Chaussée|Plaats|Straat|Markt|Brink|Dorp|Haven|Boulevard)\s"
        rf"(?:{_SMALL}{CAPITAL}"
        rf"\s){{0,3}}{_NUMBER}{_UNITS}",
        small=False,
    ),
    rule(
        rf"(?i:{_BOX})\b\d{{1,5}}[a-zA-Z]?,?\s(?:{CAPITAL}\s){{1,3}}(?i:{ONE_OF['roads']}"
        rf"|{ONE_OF['abbreviated-roads']})\b",
        small=False,
        words=(*TABLES["roads"], *TABLES["abbreviated-roads"]),
    ),
    rule(
        rf"\b\d{{1,4}}[a-z]?\s?[-–]\s?\d{{1,4}}[a-z]?\s(?:{CAPITAL}\s){{1,3}}(?i:{ONE_OF['roads']}"
        rf"|{ONE_OF['abbreviated-roads']})\b",
        small=False,
        words=(*TABLES["roads"], *TABLES["abbreviated-roads"]),
    ),
    rule(
        rf"\b(?i:{_PLACED})\s(?:(?:de|het|'t|’t)\s)?(?P<hide>{_NO_STREET}(?:{CAPITAL}\s{_SMALL}){{1,3}}\d{{1,4}}"
        rf"(?:\s?[-–]\s?\d{{1,4}}|[a-z])\b){_UNITS}",
        small=False,
    ),
    rule(
        rf"(?<![\w.])(?P<hide>{_NO_STREET}(?:Achter|Boven|Onder|Voor|Bij|Aan|Op)\s(?:de|het|den"
        rf"|'t)\s{CAPITAL}\s\d{{1,4}}[a-z]?\b){_UNITS}",
        small=False,
    ),
    rule(
        rf"\b(?i:{ONE_OF['delivered']})\b[^.!?\n]{{0,40}}\b(?i:{_PLACED})\s(?:(?:de|het|'t|’t)\s)?"
        rf"(?P<hide>{_NO_STREET}(?:{CAPITAL}\s{_SMALL}){{1,3}}"
        rf"(?!(?:19|20)\d\d\b)\d{{1,4}}[a-z]?\b){_UNITS}",
        small=False,
        words=TABLES["delivered"],
    ),
    rule(
        rf"\b(?i:{_PLACED})\s(?:(?:de|het|'t|’t)\s)?(?P<hide>{_NO_STREET}"
        rf"(?:{CAPITAL}\s{_SMALL}){{1,3}}\d{{1,4}}[a-z]?\b){_UNITS}"
        rf"(?=[^.!?\n]{{0,40}}\b(?i:{ONE_OF['delivered']})\b)",
        small=False,
        words=TABLES["delivered"],
    ),
    rule(
        rf"\b(?:woon|wonen|woont|woonde)\b(?:\s\w{{1,12}}){{0,2}}\s(?:op|aan|in)\s(?P<hide>(?:(?:de|het|'t|’t)\s)?"
        rf"(?!(?:een|de|het|ruim|bijna"
        rf"|al)\s)[a-zà-ÿ'’-]{{3,30}}(?:\s(?!al|nu|pas|ruim|bijna|sinds)[a-zà-ÿ'’-]{{3,30}})?\s\d{{1,4}}[a-z]?)\b"
        rf"(?!\s?hoog){_UNITS}",
        words=("woon", "wonen", "woont", "woonde"),
    ),
    rule(
        r"\b(?:woon|wonen|woont|woonde)\b(?:\s\w{1,12}){0,3}\s(?:in|op|aan)\s(?:de\s|het\s)?"
        r"(?P<hide>(?!snelweg|hoofdweg|spoorweg|onderweg|hoofdstraat\b|winkelstraat)\w{3,30}(?:straat|laan|gracht"
        r"|kade|singel|dreef|plein|dijk|steeg|weg|plantsoen))\b",
        words=("woon", "wonen", "woont", "woonde"),
    ),
    rule(
        r"\b(?:in|op|aan)\s(?:de\s|het\s)?(?P<hide>(?!snelweg|hoofdweg|spoorweg|onderweg)\w{3,30}(?:straat|laan"
        r"|gracht|kade|singel|dreef|plein|dijk|steeg|weg))\s(?:woon|wonen|woont)\b",
        words=("woon", "wonen", "woont"),
    ),
    rule(
        rf"\b(?:live|lives|lived|living)\s(?:\w{{1,8}}\s)?(?:in|on|at|off)\s(?:the\s)?(?P<hide>(?!busy|main|quiet"
        rf"|long|same|dirt|nice|small|this|that|my|your|our|a\b)[a-z'’]{{3,20}}\s(?:[a-z'’]{{3,20}}\s)?"
        rf"(?:{ONE_OF['small-roads']}|street|drive))\b",
        words=("live", "lives", "lived", "living"),
    ),
    rule(
        rf"\b{ONE_OF['figures']}\s(?!busy|long|whole|main|same|other|big|small|single|different|more|minute|hour"
        rf"|day|streets?\b)[a-z'’]{{3,20}}\s(?:street|road|lane|avenue|close|crescent)\b",
        words=("street", "road", "lane", "avenue", "close", "crescent"),
    ),
    rule(
        rf"\b\w{{3,30}}(?:straat|laan|weg|gracht|plein|kade|singel|dijk|dreef)\s(?:nummer\s)?(?!een\b"
        rf"|één\b){ONE_OF['figures']}\b{_UNITS}",
        signs=("straat", "laan", "weg", "gracht", "plein", "kade", "singel", "dijk", "dreef"),
    ),
    rule(
        rf"\b{ONE_OF['figures']}[\s-]{ONE_OF['figures']}\s(?!of\b|in\b)[a-z'’]{{3,20}}\s(?:street|road|lane|avenue"
        rf"|close|crescent|drive|way|court|place|hill|view|gardens|rise|row|walk|terrace|grove"
        rf"|mews|green|square)\b",
        words=(
            "street",
            "road",
            "lane",
            "avenue",
            "close",
            "crescent",
            "drive",
            "way",
            "court",
            "place",
            "hill",
            "view",
            "gardens",
            "rise",
            "row",
            "walk",
            "terrace",
            "grove",
            "mews",
            "green",
            "square",
        ),
    ),
    rule(
        r"\b(?:of|in|to|from|for|is|its|it's)\s(?P<hide>\d{1,4}[a-z]\s[a-z'’]{3,20}\s(?:court|drive|way|place|hill"
        r"|view|gardens|rise|row|walk|grove|mews|green|square|house|park))\b",
        words=(
            "court",
            "drive",
            "way",
            "place",
            "hill",
            "view",
            "gardens",
            "rise",
            "row",
            "walk",
            "grove",
            "mews",
            "green",
            "square",
            "house",
            "park",
        ),
    ),
    rule(
        rf"\b(?:woon|wonen|woont|live|lives|living|woonde|lived)\s(?:ik\s|zelf\s|nu\s)?(?:op|at|on)\s"
        rf"(?P<hide>\d{{1,4}}[a-z]?)\b(?!\s?hoog|[./-]){_UNITS}",
        words=("woon", "wonen", "woont", "live", "lives", "living", "woonde", "lived"),
    ),
    rule(
        r"\b(?:op|at)\s(?P<hide>\d{1,4}[a-z]?)\s(?:woon|wonen|woont|woonde)\b",
        words=("woon", "wonen", "woont", "woonde"),
    ),
    rule(r"\b\d{1,4}[a-z]?,\s(?P<hide>[1-9]\d{3}\s[a-z]{2})\b"),
    rule(
        r"(?<=\d),\s(?:op\sde\s)?(?P<hide>(?:\d{1,2}e|\w{2,9}(?:de|ste))\s(?:verdieping|verdiep|etage))\b",
        words=("verdieping", "verdiep", "etage"),
    ),
    rule(
        rf"\b(?i:(?:basement|garden|attic|(?:ground|top|first|second|third|fourth|\d{{1,2}}(?:st|nd|rd"
        rf"|th))\sfloor)(?:\sflat)?)(?=,?\s(?:at|of|on|in)\s\d{{1,4}}[a-z]?\s{CAPITAL})",
        small=False,
        words=("basement", "garden", "attic", "floor"),
    ),
    rule(
        r"\b(?:at|address is|address:|adress is|live in|moved to)\s(?P<hide>\d{1,4}[a-z]?\s(?!(?:minutes?|mins?"
        r"|hours?|days?|weeks?|miles?|months?|years?|pounds?|long|more|other|different|good|big|the|in|on|of|per"
        r"|to|and|or|am|pm|a|p)\b)[a-z'’]{3,20}\s(?:way|hill|view|court|drive|walk|rise|row|place|gate|path|green"
        r"|park|st|square|house|cottages?|end|mill|bank|side|field|fields|croft|vale))\b",
        words=("at", "address", "live", "moved"),
    ),
    rule(
        r"\b(?:at)\s(?P<hide>\d{1,4}[a-z]?\s[a-z]{3,20}(?:way|gate|side|croft|field|bank|wood|mount|hill|dale"
        r"|hurst|mead|cote))\b",
        words=("at",),
    ),
    rule(
        r"\b\d{1,4}[a-z]?\s(?!(?:minutes?|mins?|hours?|days?|weeks?|per|a|in|the|on|of|to|and"
        r"|or)\b)[a-z'’]{3,20}\sst\b",
        words=("st",),
    ),
    rule(
        r"\b(?:rue|avenue|av\.?|chaussée|chaussee|boulevard|bd\.?|quai|allée)\s(?:(?:de|du|des|la|le|l'"
        r"|d')\s?){0,2}(?:[\w'’-]{3,25}\s){1,3}\d{1,4}[a-z]?\b",
        words=("rue", "avenue", "av", "chaussée", "chaussee", "boulevard", "bd", "quai", "allée"),
    ),
    rule(
        rf"\b(?i:adres|bezorg\w*|lever\w*|woon|wonen|woont|stuur\w*|verhuisd)\b[^.!?\n]{{0,25}}?\b(?:op|aan|naar"
        rf"|is|:)\s?(?:(?:de|het|'t|’t)\s)?(?P<hide>(?!nummer|nr|dag|stap|regel|pagina|week|lijn"
        r"|spoor|perron|kamer|balie|loket|kassa|plek|plaats|punt|kanaal|zaal|rij|verdieping|etage|gate|terminal"
        r"|hal|bus|groep|afdeling|vraag|scherm|tabblad|versie|optie|keuze|niveau|van|met|na|voor"
        r"|minstens|ongeveer|ruim|bijna|maar|pas|nog|al|om|de|het|een|maandag|dinsdag|woensdag|donderdag|vrijdag"
        r"|zaterdag|zondag|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
        rf"|november|december)[a-zà-ÿ'’-]{{4,25}}(?:\s(?!van|met|na|voor"
        rf"|om)[a-zà-ÿ'’-]{{3,20}})?\s\d{{1,4}}\s?[a-z]?)\b{_UNITS}",
        signs=("adres", "bezorg", "lever", "woon", "stuur", "verhuisd", "wonen"),
    ),
    rule(
        rf"\b(?:huis|house|woning|perceel)\s(?P<hide>\d{{1,4}}[a-z]?)\b{_UNITS}",
        words=("huis", "house", "woning", "perceel"),
    ),
    rule(
        r"\b(?:postbus|antwoordnummer|p\.?\s?o\.?\s?box|pobox)\s(?:nr\.?\s)?\d{1,6}\b",
        signs=("postbus", "antwoordnummer", "box"),
    ),
    rule(
        r"\b(?:\d{4}\s?[a-z]{2}|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b[^.!?\n]{0,24}?\b(?:nummer|nr|huisnr"
        r"|huisnummer|number|no|num|house)\b\.?\s(?:is\s|was\s)?"
        r"(?P<hide>\d{1,4}[a-z]?)\b",
        words=("nummer", "nr", "huisnr", "huisnummer", "number", "no", "num", "house"),
    ),
    rule(
        r"\b(?:huisnummer|huisnr|house number|house no|door number)\b\.?:?\s(?:is\s|was\s|van\s)?"
        r"(?P<hide>\d{1,4}\s?[a-z]?(?:\s?(?:hs|bis|rood|zwart|-\s?\d{1,3}))?)\b",
        words=("huisnummer", "huisnr", "house", "door"),
    ),
    rule(
        r"\b(?:op|bij|naar|van|at|to|from|next door at|on)\s(?:huis\s)?(?:nummer|number|nr|no)\b\.?\s"
        r"(?P<hide>\d{1,4}[a-z]?\b(?:\s(?:in plaats van|ipv|i\.p\.v\."
        r"|en niet|niet|not|instead of|rather than|of|or|en|and)\s(?:op\s|at\s|to\s)?(?:nummer\s"
        r"|number\s)?\d{1,4}[a-z]?\b)?)(?!\s(?:in|van|of|on)\s(?:de|het|the)\s(?:wacht\w*"
        r"|rij|queue|line|list|lijst|telefoon|phone))(?!\s(?:in|staat|stond|is|was)\b)(?!\s?(?:0|[\d./-]))",
        words=("nummer", "number", "nr", "no"),
    ),
    rule(rf"\b\d{{1,4}}[a-z]?,?\sThe\s{CAPITAL}\b(?!\s(?:was|is))", small=False),
    rule(
        rf"\b(?i:unit)\s\d{{1,3}}[a-zA-Z]?,?\s(?:{CAPITAL}\s){{1,3}}(?:Estate|Park|Centre|Yard|Mill|Works)\b",
        small=False,
        words=("unit",),
    ),
    rule(
        rf"\b(?:{CAPITAL}\s){{1,2}}(?:Cottage|Farm|Lodge|Barn|Rectory|Vicarage|Farmhouse),\s(?:{CAPITAL}\s?){{1,3}}",
        small=False,
        words=("cottage", "farm", "lodge", "barn", "rectory", "vicarage", "farmhouse"),
    ),
    rule(
        rf"\b(?i:(?:ground|top|\w{{2,10}}(?:st|nd|rd|th)|\d{{1,2}}(?:st|nd|rd|th))\sfloor(?:\s(?:flat))?)(?:,|\sof"
        rf"|\sat|\sin)\s(?:the\s)?(?:\d{{1,4}}[a-z]?\s(?:{CAPITAL}\s?){{1,3}}"
        rf"|(?:{CAPITAL}\s){{1,3}}(?:House|Court|Mansions|Tower|Towers|Heights|Lodge|Buildings|Flats|Point))",
        small=False,
        words=("floor",),
    ),
    rule(
        rf"\b(?i:(?:begane grond|\w{{2,12}}(?:de|ste)|\d{{1,2}}e)\s?(?:verdieping|verdiep|etage)|\w{{3,6}}hoog)"
        rf"(?:,|\s(?:van|in|op|aan))\s(?:de\s|het\s)?"
        rf"(?:(?i:flat|residentie|gebouw)\s{CAPITAL}|[A-Z][\w'’-]{{2,40}}(?:flat|toren|hof|huis|gebouw|staete"
        rf"|residentie|veste)\b)(?:\s\d{{1,4}})?",
        small=False,
        words=("verdieping", "verdiep", "etage", "hoog"),
    ),
    rule(
        rf"\b(?i:kamer|room|appartement|apartment|suite|studio)\s(?P<hide>\d{{1,4}}(?:[.-]\d{{1,3}})?[a-z]?)\s(?:"
        rf"(?:van|in|at|of|bij|op)\s)(?:(?:de|het|the)\s)?(?:(?i:{ONE_OF['homes']})"
        rf"|(?:{CAPITAL}\s){{1,3}}(?i:{ONE_OF['homes']}))",
        small=False,
        words=("kamer", "room", "appartement", "apartment", "suite", "studio"),
    ),
    rule(rf"\b(?:{CAPITAL}\s){{1,3}}(?i:{ONE_OF['roads']})\s\d{{1,5}}\b{_UNITS}", small=False, words=TABLES["roads"]),
    rule(
        rf"\b{_BOX}\d{{1,5}}[a-z]?,?\s(?:(?!(?:the|this|that|to|of|in|on|a|by|down|per|days?|weeks?|hours?|minutes?"
        rf"|times?|miles?|km|way|shops?)\b)[a-z'’]{{2,20}}\s){{1,2}}{ONE_OF['small-roads']}\b",
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
    rule(
        rf"\b(?!19[5-9]\d|20[0-3]\d)[1-9]\d{{3}}\s(?![MGKT](?:bps|bit|byte|hz|B)\b)(?=[A-Z][a-z]{{2,}})(?:Sint-)?{CAPITAL}(?<!Euro)",
        small=False,
    ),
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
        rf"(?<![\w-]){_NO_STREET}"
        r"(?:[A-Z][a-zà-ÿ'’-]{2,30}\s){1,3}\d{1,4}[a-z]?(?=(?:,|\s(?:in|te)|,\s\d{4})\s[A-Z][a-zà-ÿ])",
        small=False,
    ),
    rule(
        r"\b\d{1,4}[a-z]?\s[A-Z][a-z]{2,20}(?:way|gate|side|croft|field|bank|wood|mount|hill|dale|hurst)\b"
        r"(?!\s(?:staff|customers))",
        small=False,
    ),
    rule(
        rf"\b{CAPITAL}\s(?:Cottage|House|Farm|Lodge|Barn|Rectory|Vicarage|Villa),?\s(?:{CAPITAL}\s){{1,2}}"
        rf"(?i:{ONE_OF['roads']})\b",
        small=False,
        words=TABLES["roads"],
    ),
    rule(r"\b\d{1,4}[a-z]?,?\sthe\s(?:green|street|lane|close|crescent|avenue|square|mews|terrace)\b", words=("the",)),
    rule(
        rf"\b{ONE_OF['live']}\b(?:\s\w{{1,12}}){{0,3}}\s(?P<hide>(?-i:(?:{CAPITAL}\s){{0,2}}[A-Z][\w'’-]{{1,40}}"
        rf"(?:straat"
        rf"|laan|gracht|kade|singel|steenweg|plantsoen|dreef|weg|plein|hof|lei|dijk|pad)))\b",
        words=_HOME,
    ),
    rule(
        rf"\b{ONE_OF['live']}\b(?:\s\w{{1,12}}){{0,3}}\s(?P<hide>(?-i:(?:{CAPITAL}\s){{1,3}}(?:Street|Road|Avenue"
        rf"|Lane"
        rf"|Drive|Close|Court|Crescent|Gardens|Terrace|Way|Mews|Grove|Walk|Row)))\b",
        words=_HOME,
    ),
    rule(
        rf"\b(?:laan|plein|steenweg|weg|dreef|hof|kade)\s(?:van|op|naar|der|den|de|het)\s(?:[\w'’-]{{2,30}}\s){{1,3}}"
        rf"{_NUMBER}\b",
        words=("laan", "plein", "steenweg", "weg", "dreef", "hof", "kade"),
    ),
)
