"""Lets `python -m npo_cli` do what the `npo` command does."""

from npo_cli.start import main

main()
