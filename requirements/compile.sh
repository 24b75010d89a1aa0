#!/usr/bin/env bash
# Compile the pinned, hashed requirement files from pyproject.toml (run by hand, then commit).
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile pyproject.toml requirements/build.in --generate-hashes --no-header \
  --no-emit-index-url --python-version 3.12 --universal --quiet "$@"; }
compile --extra portail --extra embarque -o requirements/portail.txt
compile --extra portail --extra embarque --extra dev -c requirements/portail.txt -o requirements/dev.txt
