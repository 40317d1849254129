"""Notes in YAML become an Anki deck whose updates merge cleanly.  Start reading at `pipeline`."""

__version__ = "0.1.0"
