"""Finds who somebody is by what only they are: an office, and the place it is of.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import CAPITAL, ONE_OF, TABLES, rule

_FIRM = r"(?![A-Z]{2,4}(?:\W*$|[.,;]|\s(?!(?:at|of|van|in|bij|te)\b)[a-z]))"  # of so many that it tells nobody
_WHERE = (
    rf"\s{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,4}}{_FIRM})"
    rf"(?-i:{CAPITAL}(?:\s(?:(?:de|het|the|of|van|in|te|at)\s){{0,2}}{CAPITAL}){{0,4}})"
)

_SMALL_WHERE = (
    rf"\s{ONE_OF['at-place']}\s(?:(?:the|de|het|our|onze)\s)?[\w'’-]{{2,30}}"
    rf"(?:\s(?!ben|thats|that|dat)[\w'’-]{{2,30}}){{0,3}}"
)
_CALLED = rf"(?:(?:{CAPITAL}|[a-zà-ÿ-]{{2,20}})\s){{0,4}}"
_HELD = rf"(?:(?:[\w'’-]{{2,20}}\s){{0,2}})(?:{ONE_OF['offices']}|{ONE_OF['sole-offices']})"

_SOLE = tuple(max(one.split(), key=len) for one in TABLES["sole-offices"])

RULES = (
    rule(
        rf"\b(?:ik|i)\s(?:presenteer|present|host|produce|produceer)\s(?P<hide>(?:(?:the|het|de)\s)?"
        rf"(?:[\w'’-]{{2,25}}\s){{1,4}}"
        rf"(?:on|van|op|at|bij)\s(?-i:{CAPITAL}(?:\s{CAPITAL}){{0,2}}))",
        words=("presenteer", "present", "host", "produce", "produceer"),
    ),
    rule(
        rf"\b(?P<hide>(?:only|enige)\s(?:[\w'’-]{{2,20}}\s){{0,1}}(?!customer|klanten|number|order|letter|counter"
        rf"|answer|computer|other|offer|user)"
        rf"\w{{2,20}}(?:er|or|ist|man|woman|nurse|arts|eur|euse|kundige|ster)\s{ONE_OF['at-place']}\s"
        rf"(?-i:{CAPITAL}(?:\s{CAPITAL}){{0,2}})"
        rf"(?:\s(?:in|te|of|van)\s(?-i:{CAPITAL}))?)",
        words=("only", "enige"),
    ),
    rule(
        rf"\b{ONE_OF['sole-offices']}(?:\s[\w'’-]{{2,20}}){{0,2}}\s{ONE_OF['at-place']}\s(?-i:"
        rf"(?:[a-zà-ÿ]{{2,20}}\s){{0,4}}{CAPITAL}(?:\s(?:(?:de|het|the|of|van|in|te)\s){{0,2}}{CAPITAL}){{0,4}})",
        words=_SOLE,
    ),
    rule(
        rf"\b{ONE_OF['as-self']}\s(?:(?:de|het|een|the|a|an)\s)?(?:"
        rf"(?:\w{{2,20}})\s){{0,1}}{ONE_OF['sole-offices']}{_SMALL_WHERE}",
        words=_SOLE,
    ),
    rule(
        rf"\b(?P<hide>(?:(?:de|het|the|een|a)\s)?(?!{ONE_OF['no-office']}\b){_HELD}{_SMALL_WHERE})\s"
        rf"(?:(?:dat\s)?ben\sik|that['’]?s\sme|is\sme)\b",
        signs=("ben ik", "thats me", "that's me", "that’s me", "is me"),
    ),
    rule(
        rf"\b(?:sinds|since|toen|nu|als|omdat|because|as)\s(?:ik|i\sbecame|becoming|i\sam)\s(?P<hide>(?:(?:de"
        rf"|the)\s)?{_HELD}(?:\s\w{{2,12}}){{0,1}}{_WHERE})",
        words=("sinds", "since", "toen", "nu", "als", "omdat", "because", "as"),
    ),
    rule(
        rf"\b(?:mijn|my)\s{ONE_OF['relatives']}\s(?:is|was)\s(?P<hide>(?:(?:de|the|een|a)\s)?{_HELD}{_WHERE})",
        words=("mijn", "my"),
    ),
    rule(
        rf"\b(?:wij zijn|we zijn|we are|we're|we’re)\s(?P<hide>(?:(?:de|the)\s)?(?:eigenaren|eigenaars|uitbaters"
        rf"|pachters|beheerders|bewoners|owners|landlords|tenants|managers|founders|oprichters)"
        rf"(?:\s{ONE_OF['at-place']}\s{_CALLED}(?-i:{CAPITAL})(?:\s(?:in|te|at|near)\s(?-i:{CAPITAL}))?))",
        words=("wij", "we", "we're", "we’re"),
    ),
    rule(
        rf"\b(?:ik leid|ik run|ik bestier|ik beheer|i run|i manage|i own|i head)\s(?P<hide>(?:(?:de|het|the|een"
        rf"|a)\s)?{_CALLED}(?-i:{CAPITAL}\s)(?:in|te|at|near|on|op)\s(?-i:{CAPITAL}(?:\s{CAPITAL})?))",
        words=("leid", "run", "bestier", "beheer", "manage", "own", "head"),
    ),
    rule(
        rf"\b{ONE_OF['as-one']}\s(?:(?:de|het|een|the|a|an)\s)?(?:(?:enige|only|vrouwelijke|mannelijke|female"
        rf"|male)\s){{"
        rf"0,2}}{ONE_OF['offices']}"
        rf"(?:\s{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{_FIRM})(?-i:{CAPITAL}(?:\s(?:(?:de|het|the|of|van"
        rf"|in|te|at)\s){{0,2}}{CAPITAL}){{0,4}})){{1,2}}",
        words=("ben", "was", "werk", "i", "i'm", "i’m", "als", "as", "enige", "only"),
    ),
    rule(
        rf"\b(?:i am|i'm|i’m|i was)\sthe\s(?:only\s)?(?P<hide>(?:(?!one|first|same|last|next)[a-z-]{{2,20}}\s){{1,3}}"
        rf"(?:at|in|of|on|for)\s(?:the\s)?(?-i:{CAPITAL}(?:\s{CAPITAL}){{0,3}}))",
        words=("i", "i'm", "i’m"),
    ),
    rule(
        rf"\b(?:i teach|i taught|ik geef|ik doceer|i coach|i preach)\s"
        rf"(?P<hide>(?:[a-z-]{{2,20}}\s){{0,3}}{ONE_OF['at-place']}"
        rf"\s(?:(?:de|het|the)\s)?(?-i:{CAPITAL}(?:\s{CAPITAL}){{0,3}}))",
        words=("teach", "taught", "geef", "doceer", "coach", "preach"),
    ),
    rule(
        rf"\b(?:ik werk|i work|werk ik)\s(?P<hide>{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{_FIRM}"
        rf"{CAPITAL}"
        rf"(?:\s{CAPITAL}){{0,3}})\s(?:als|as)\s(?:[\w-]{{2,25}}\s?){{1,3}})",
        words=("werk", "work"),
    ),
    rule(
        rf"\b(?:de|het|onze|our|the)\s(?:enige|only)\s(?P<hide>"
        rf"(?:[\w-]{{2,20}}\s){{0,1}}{ONE_OF['offices']}{_WHERE})",
        words=("enige", "only"),
    ),
    rule(
        rf"\b(?:directeur|directrice|manager|eigenaar|eigenaresse|filiaalmanager|bedrijfsleider|locatiemanager"
        rf"|teamleider|director|owner|head)"
        rf"\s(?P<hide>{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{CAPITAL}(?:\s{CAPITAL}){{0,3}}\s"
        rf"(?:in|te)\s{CAPITAL}))",
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
    ),
    rule(rf"\b{ONE_OF['only-offices']}{_WHERE}", words=TABLES["only-offices"]),
    rule(
        rf"\b(?:ik ben|ben ik|ik heb|ik run|i am|i'm|i’m|i run|i own)\s(?P<hide>(?:de|het|the)\s(?:enige|only)\s"
        rf"(?:\w{{2,30}}\s){{0,2}}\w{{2,30}}(?:{_WHERE}){{1,2}})",
        words=("enige", "only"),
    ),
)
