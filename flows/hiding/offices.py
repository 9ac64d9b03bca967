"""Finds who somebody is by what only they are: an office, and the place it is of.

Law: every pattern is bounded, so that a hostile text costs no time; what is read of a language is in the words files.
"""

from __future__ import annotations

from reisleider.flows.hiding.shape import CAPITAL, ONE_OF, TABLES, rule

_WHERE = (
    rf"\s{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,4}})"
    rf"(?-i:{CAPITAL}(?:\s(?:(?:de|het|the|of|van|in|te|at)\s){{0,2}}{CAPITAL}){{0,4}})"
)

RULES = (
    rule(
        rf"\b{ONE_OF['as-one']}\s(?:(?:de|het|een|the|a|an)\s)?(?:(?:enige|only|vrouwelijke|mannelijke|female|male)\s){{"
        rf"0,2}}{ONE_OF['offices']}"
        rf"(?:\s{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}})(?-i:{CAPITAL}(?:\s(?:(?:de|het|the|of|van"
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
        rf"\b(?:ik werk|i work|werk ik)\s(?P<hide>{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{CAPITAL}"
        rf"(?:\s{CAPITAL}){{0,3}})\s(?:als|as)\s(?:[\w-]{{2,25}}\s?){{1,3}})",
        words=("werk", "work"),
    ),
    rule(
        rf"\b(?:de|het|onze|our|the)\s(?:enige|only)\s(?P<hide>(?:[\w-]{{2,20}}\s){{0,1}}{ONE_OF['offices']}{_WHERE})",
        words=("enige", "only"),
    ),
    rule(
        rf"\b(?:directeur|directrice|manager|eigenaar|eigenaresse|filiaalmanager|bedrijfsleider|locatiemanager"
        rf"|teamleider|director|owner|head)"
        rf"\s(?P<hide>{ONE_OF['at-place']}\s(?-i:(?:[a-zà-ÿ]{{2,25}}\s){{0,3}}{CAPITAL}(?:\s{CAPITAL}){{0,3}}\s(?:in|te)\s{CAPITAL}))",
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
