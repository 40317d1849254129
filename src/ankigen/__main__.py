"""`ankigen`, and `python -m ankigen`: whoever breaks it off sees no traceback, however early that is."""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from ankigen.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit("Aborted!")


if __name__ == "__main__":
    main()
