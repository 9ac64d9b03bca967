"""JSON as it stands in its column, unread: whoever takes one row out of many reads it, for it alone may be spoilt.

Law: a file gives it as it is, also where it is no text at all, and a server as text, which its driver does not read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class AsText(FunctionElement[str]):
    """A column of JSON, or what stands for one, as text."""

    name = "as_text"
    type = Text()
    inherit_cache = True


@compiles(AsText)
def _on_a_server(element: AsText, compiler: SQLCompiler, **how: Any) -> str:  # whatever the compiler passes on
    return f"CAST({compiler.process(element.clauses, **how)} AS TEXT)"


@compiles(AsText, "sqlite")
def _in_a_file(element: AsText, compiler: SQLCompiler, **how: Any) -> str:  # the same
    return compiler.process(element.clauses, **how)
