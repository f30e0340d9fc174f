"""What a file is by its first bytes, whatever its name says. It must never open a picture."""

from __future__ import annotations

from pathlib import PurePath

IMAGENES = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".jfif": "image/jpeg", ".png": "image/png", ".gif": "image/gif",
    ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp",
    ".heic": "image/heic", ".heif": "image/heic", ".hif": "image/heic",
}  # fmt: skip
_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."
# Our own table: that of the machine differs from one to the next, and what is recorded must not.
TIPOS = IMAGENES | {
    ".pdf": "application/pdf", ".txt": "text/plain", ".csv": "text/csv", ".xml": "text/xml", ".html": "text/html",
    ".zip": "application/zip", ".doc": "application/msword", ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint", ".msg": "application/vnd.ms-outlook", ".eml": "message/rfc822",
    ".docx": f"{_OOXML}wordprocessingml.document", ".xlsx": f"{_OOXML}spreadsheetml.sheet",
    ".pptx": f"{_OOXML}presentationml.presentation", ".odt": f"{_ODF}text", ".ods": f"{_ODF}spreadsheet",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/wav", ".mp4": "video/mp4", ".mov": "video/quicktime",
}  # fmt: skip
DESCONOCIDO = "application/octet-stream"
TERMINACIONES = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/bmp": ".bmp", "image/tiff": ".tif",
    "image/webp": ".webp", "image/heic": ".heic",
}  # fmt: skip
"""The ending that a picture of each kind is given when its name has another."""
NOMBRES = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/bmp": "BMP", "image/tiff": "TIFF",
    "image/webp": "WebP", "image/heic": "HEIC", "application/pdf": "PDF", "application/zip": "ZIP o de Office",
    "ole": "de Office 97-2003", "rtf": "RTF", "programa": "programa",
}  # fmt: skip
"""How a person calls each kind of content that ``por_contenido`` tells."""

# ISO base media brands whose picture is coded in HEVC (ISO/IEC 23008-12, annex B).
_HEVC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_COMIENZOS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"{\\rtf", "rtf"),
    (b"MZ", "programa"), (b"\x7fELF", "programa"),
)  # fmt: skip
# What a file of each ending may begin with. Reports of many systems of the Institute are called .xls and .doc and are
# text, HTML or OOXML within; endings that are not here are taken at their word.
_ADMITE = {
    ".pdf": {"application/pdf"}, ".zip": {"application/zip"}, ".docx": {"application/zip", "ole"},
    ".xlsx": {"application/zip", "ole"}, ".pptx": {"application/zip", "ole"}, ".odt": {"application/zip"},
    ".ods": {"application/zip"}, ".msg": {"ole"}, ".ppt": {"ole", "application/zip"},
    ".doc": {"ole", "application/zip", "rtf", ""}, ".xls": {"ole", "application/zip", ""},
    ".txt": {""}, ".csv": {""}, ".xml": {""}, ".html": {""}, ".eml": {""},
}  # fmt: skip


def terminacion(nombre: str) -> str:
    """«.pdf», in small letters; "" where the name has none."""
    return PurePath(nombre).suffix.casefold()


def por_contenido(contenido: bytes) -> str:
    """The kind of a content by its first bytes: a MIME type, «ole», «rtf», «programa», or "" where they do not tell."""
    for comienzo, tipo in _COMIENZOS:
        if contenido.startswith(comienzo):
            return tipo
    if contenido[:4] == b"RIFF" and contenido[8:12] == b"WEBP":
        return "image/webp"
    if contenido[4:8] == b"ftyp" and contenido[8:12] in _HEVC:
        return "image/heic"
    # «BM» alone may begin a text; the four reserved bytes of a bitmap are zero.
    if contenido[:2] == b"BM" and contenido[6:10] == bytes(4):
        return "image/bmp"
    # Readers of PDF accept rubbish before its header, so do we.
    return "application/pdf" if b"%PDF-" in contenido[:1024] else ""


def concuerda(nombre: str, tipo: str) -> bool:
    """Whether a file of that name may have that content."""
    admite = _ADMITE.get(terminacion(nombre))
    return admite is None or tipo in admite


def se_puede_marcar(mime: str) -> bool:
    """Whether marks can be drawn on it: a picture of one page."""
    return mime in NOMBRES and mime.startswith("image/") and mime != "image/tiff"
