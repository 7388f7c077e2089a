"""Factdesk: answers from a curated, cited fact base, in a terminal and in Discord."""

__version__ = "0.1.0"
