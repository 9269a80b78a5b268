#!/usr/bin/env python3
"""Writes one large document: a list of components in which much is found, for time and memory by the finding.

    benches/make_document.py COMPONENTS FILE

Each component lacks its `dbType`, its `checkpoint` and its Store: three findings. 53,334 of them are 160,002 findings in 50 MB:

    benches/make_document.py 53334 /tmp/big/big.json
    /usr/bin/time -v target/release/omslint check -q /tmp/big
    /usr/bin/time -v target/release/omslint fix -q --out-dir /tmp/fixed /tmp/big
"""

import json
import os
import sys


def component(number):
    task, host = f"np_{number:08x}", f"10.{number // 40000 % 250}.{number // 200 % 200}.{number % 200}"
    subtopic = f"mysql_{task}-1-0"
    client = {"clientId": subtopic, "subtopic": subtopic, "clusterManagerUrl": "http://10.0.0.9:8088"}
    tables = [{"name": f"db_{number % 97}", "map": f"db_{number % 97}", "sub": [{"name": f"table_{number:08x}_{table}"} for table in range(11)]}]
    config = {
        "source": {"type": "STORE_SOURCE", "boosterClass": "com.oceanbase.oms.connector.source.store.StoreSourceBooster", "clients": [client]},
        "sink": {"type": "JDBC_SINK_OB_MYSQL", "jdbcUrl": "jdbc:oceanbase://10.0.0.5:2883/db"},
        "coordinator": {"taskIdentity": task, "sourceType": "MYSQL", "sinkType": "OB_MYSQL"},
        "condition": {"whiteCondition": tables},
    }
    return {"name": f"{host}-9000:connector_v2:{task}-incr_trans-1-0:{number:010}", "config": config}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    count, path = int(sys.argv[1]), sys.argv[2]
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(component(number)) for number in range(count)) + "\n]\n")


main()
