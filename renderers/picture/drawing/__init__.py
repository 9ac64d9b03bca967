"""What pictures are made of: shapes, colours, faces, icons, the sheet they are laid on, SVG and PNG."""

DOORS = ("curve", "faces", "flags", "icons", "legend", "palette", "png", "qr", "shapes", "sheet", "svg")
