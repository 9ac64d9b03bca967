"""The phone's cut: phases below one another, the line of feeling beside its touchpoints."""

DOORS = ("phone",)
