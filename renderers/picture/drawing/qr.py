"""An invitation's link as a QR code to print.

Law: black on white with the quiet zone a scanner needs; nothing but the link is in it.
"""

from __future__ import annotations

from io import BytesIO

import segno

SCALE = 12  # px per module: a code of 33 modules prints at 4 cm in 300 dpi


def draw_qr(link: str) -> bytes:
    """A link as a PNG; error correction M, so that a folded poster still scans."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=SCALE, border=4)
    return picture.getvalue()
