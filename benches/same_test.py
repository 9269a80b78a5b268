#!/usr/bin/env python3
"""What a plain script does: names the `source.json` files below a directory that lack `dbType`. For benches/compare."""

import json
import os
import sys


def lacks(path):
    with open(path, encoding="utf-8") as file:
        source = json.load(file)
    return not (source.get("dbType") or source.get("db_type"))


def main():
    for folder, _, names in os.walk(sys.argv[1]):
        if "source.json" in names:
            path = os.path.join(folder, "source.json")
            if lacks(path):
                print(path)


main()
