"""Draws an address as a picture that the camera of a phone reads (a QR code), with the library `segno`."""

from io import BytesIO

from django.utils.safestring import SafeString, mark_safe


def qr_of(address: str) -> SafeString:
    """Return the picture as SVG for a page: black on white, in the dark as well, with the edge that phones need."""
    # Read here: few processes ever draw one.
    import segno

    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
    )
    # Made of numbers alone: the address is not in it as text.
    return mark_safe(out.getvalue().decode())  # noqa: S308
