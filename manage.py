#!/usr/bin/env python3
"""Runs Django's and the project's own management commands."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
    from coproduce import env_file
    from coproduce.start import run

    env_file.use(os.environ)
    sys.exit(run(sys.argv))
