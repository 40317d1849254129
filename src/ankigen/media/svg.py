"""SVG without anything that runs, loads or expands: what is on the lists is kept, all else is left out."""

from __future__ import annotations

import re
from html import escape
from xml.parsers import expat

from ankigen.media.css import loads

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"

ELEMENTS = frozenset(
    "svg g defs desc title symbol use image switch path rect circle ellipse line polyline polygon text tspan textPath style marker "
    "linearGradient radialGradient stop pattern clipPath mask filter feBlend feColorMatrix feComponentTransfer feComposite "
    "feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile "
    "feTurbulence".split()
)
ATTRIBUTES = frozenset(
    # structure and geometry
    "id class style version viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height "
    "transform rotate pathLength textLength lengthAdjust startOffset method spacing side href media type lang tabindex role "
    "aria-label aria-labelledby aria-hidden systemLanguage requiredFeatures requiredExtensions "
    # paint servers, markers, masks
    "offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform markerUnits "
    "markerWidth markerHeight refX refY orient clipPathUnits maskUnits maskContentUnits "
    # filters
    "filterUnits primitiveUnits in in2 result mode values stdDeviation edgeMode operator k1 k2 k3 k4 order kernelMatrix divisor "
    "bias targetX targetY preserveAlpha surfaceScale diffuseConstant kernelUnitLength scale xChannelSelector yChannelSelector "
    "azimuth elevation tableValues slope intercept amplitude exponent radius z specularConstant specularExponent pointsAtX "
    "pointsAtY pointsAtZ limitingConeAngle baseFrequency numOctaves seed stitchTiles "
    # presentation
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters "
    "color-rendering cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity "
    "font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-horizontal "
    "glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color marker marker-end marker-mid "
    "marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-anchor text-decoration text-overflow text-rendering transform-box transform-origin unicode-bidi "
    "vector-effect visibility white-space word-spacing writing-mode".split()
)
_HREF = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_THROUGH = frozenset(("a",))  # only a link: what it is around stays
_SILENT = frozenset(("metadata",))


class UnsafeSvg(ValueError):
    """The file is no SVG, or one that expands entities; its words say which, for the author."""


def sanitise_svg(data: bytes) -> tuple[bytes, list[str]]:
    """The picture as it may be shipped, and the names of what was left out and might be missed.

    The same bytes give the same bytes.  Raises `UnsafeSvg`.
    """
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.EntityDeclHandler = writer.entity
    parser.SkippedEntityHandler = writer.entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        what = expat.errors.messages.get(fault.code, "not well-formed")
        raise UnsafeSvg(f"The picture is not SVG: {what}, line {fault.lineno}.") from fault
    except (LookupError, ValueError) as fault:
        raise fault if isinstance(fault, UnsafeSvg) else UnsafeSvg("The picture is not SVG: its encoding is unknown.") from fault
    return "".join(writer.out).encode(), sorted(writer.left_out)


class _Writer:
    """Writes what may stay, as the parser meets it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.left_out: set[str] = set()
        self.skipping = 0  # depth inside an element that was left out
        self.opened: list[str] = []  # the elements written and open; "" for one that was passed through
        self.style: list[str] | None = None

    def entity(self, name: str, *_: object) -> None:
        raise UnsafeSvg(f"The picture declares entities (“{name}”), which can expand without end.")

    def start(self, name: str, attributes: list[str]) -> None:
        space, _, local = name.rpartition(" ")
        known = space in (SVG, "")
        if not self.opened and not (known and local == "svg"):
            raise UnsafeSvg(f"The picture is not SVG: it starts with <{local}>.")
        if self.skipping or not known or local not in ELEMENTS | _THROUGH:
            if not self.skipping and known and local not in _SILENT:
                self.left_out.add(f"<{local}>")
            self.skipping += 1
            return
        if local in _THROUGH:
            self.opened.append("")
            return
        written = [f"<{local}"]
        if not self.opened:
            written.append(f' xmlns="{SVG}"')
        for at in range(0, len(attributes), 2):
            written += self._attribute(local, attributes[at], attributes[at + 1])
        self.opened.append(local)
        self.out.append("".join(written) + ">")
        if local == "style":
            self.style = []

    def end(self, _: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        local = self.opened.pop()
        if local == "style":
            css = "".join(self.style or ())
            self.style = None
            if any(True for _ in loads(css)):
                self.left_out.add("<style>")
            else:
                self.out.append(escape(css, quote=False))
        if local:
            self.out.append(f"</{local}>")

    def text(self, text: str) -> None:
        if self.skipping:
            return
        if self.style is not None:
            self.style.append(text)
        elif self.opened:
            self.out.append(escape(text, quote=False))

    def _attribute(self, element: str, name: str, value: str) -> list[str]:
        space, _, local = name.rpartition(" ")
        if space == XML and local in ("space", "lang"):
            return [f' xml:{local}="{_quoted(value)}"']
        if space == XLINK and local == "href":
            space = ""
        if space or local not in ATTRIBUTES:
            if not space and (local.lower().startswith("on") or local == "base"):
                self.left_out.add(local)
            return []
        refused = not _HREF.match(value) if local == "href" else any(True for _ in loads(value))
        if refused:
            self.left_out.add(f"{local} of <{element}>")
            return []
        return [f' {local}="{_quoted(value)}"']


def _quoted(value: str) -> str:
    return escape(value).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
