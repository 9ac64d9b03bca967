"""What can go wrong, said in one sentence that tells what to do.

Law: a fault's message is the sentence the person reads; it names the file, step or setting.
"""


class Fault(Exception):
    """Something the person can mend; ``str(fault)`` is the sentence to show."""


class ScriptFault(Fault):
    """An interview script is broken; ``faults`` holds one sentence per fault, each naming file and step."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class PhaseFault(Fault):
    """A phase model is unknown or broken."""


class StarterFault(Fault):
    """A start list is unknown or broken."""


class StudyFault(Fault):
    """A study is unknown, incomplete or contradicts itself; ``faults`` holds one sentence per fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class LanguageFault(Fault):
    """A language that nobody has translated yet."""


class SettingFault(Fault):
    """A setting is unknown or has a value it cannot have; ``faults`` holds one sentence per fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class StorageFault(Fault):
    """The database cannot be opened, read or written."""


class StoragePause(StorageFault):
    """The database says no for now: locked, full, not writable, or asked more than it can write. Whoever asks waits
    and asks again; nothing of what was asked is at fault."""


class StorageBusy(StoragePause):
    """Another program keeps the database for itself: it need not be mended, only waited for."""


class RenderingFault(Fault):
    """A map cannot be drawn in the form that was asked for."""
