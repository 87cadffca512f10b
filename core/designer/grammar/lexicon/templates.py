"""The sentences a language writes strategies with: every language has each of the names of the English ones."""

from collections.abc import Mapping

Templates = Mapping[str, str]
