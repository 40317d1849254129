"""PyYAML's loaders cut down to nodes: layout and places, no types and no objects."""

from __future__ import annotations

from typing import Any

from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class _AsTyped:
    """Takes the place of YAML's resolver, which would guess types: without a tag of its own a node has none."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...


class PureLoader(_AsTyped, Reader, Scanner, Parser, Composer):
    """Nodes by PyYAML alone; also tells what is wrong, so that a fault reads the same on every machine."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml
    Loader: Any = PureLoader
else:

    class FastLoader(_AsTyped, CParser):
        """Nodes by libyaml, several times faster."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)

        def dispose(self) -> None: ...

    Loader = FastLoader
