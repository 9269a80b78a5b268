#!/usr/bin/env python3
"""Makes an export of N tasks as OMS servers would hold it: run directories with realistic files, Stores, a Full-Import each.

usage: make_export.py N DIR [--seed S]

About nine files a task; one task in three lacks dbType. The same N and seed make the same bytes.
"""

import argparse
import json
import pathlib
import random

TYPES = ["MYSQL", "ORACLE", "OB_MYSQL", "OB_ORACLE", "DB2_LUW"]


def strings(value):
    """On disk every scalar is a string."""
    if isinstance(value, dict):
        return {key: strings(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [strings(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = value if isinstance(value, str) else json.dumps(strings(value), indent="\t", separators=(",", ":")) + "\n"
    path.write_text(text)


def task(root, number, rng):
    server = f"10.20.{30 + number % 6}.{11 + number % 40}"
    name = f"np_{number:08x}"
    kind = rng.choice(TYPES)
    subtopic = f"{kind}_{name}_{rng.randrange(16**8):08x}-1-0"
    tables = [{"name": f"TABLE_{i:04d}", "map": f"TABLE_{i:04d}"} for i in range(rng.randrange(5, 60))]
    condition = {"whiteCondition": [{"name": "APP", "map": "APP", "all": False, "sub": tables}]}
    coordinator = {
        "taskIdentity": name, "sourceType": kind, "sinkType": "OB_MYSQL", "bridgeQueueSize": 256, "listenPort": 0,
        "connectorJvmParam": "-server -Xms8g -Xmx8g -Xmn4g -Xss512k", "timezone": "+08:00", "throttleMemoryBound": 2147483648,
    }
    sink = {
        "boosterClass": "com.oceanbase.oms.connector.jdbc.sink.obmysql.OBMySQLJDBCSinkBooster", "type": "JDBC_SINK_OB_MYSQL",
        "jdbcUrl": "jdbc:oceanbase://10.20.40.9:2883?useUnicode=true&socketTimeout=50000", "username": "app@t#c",
        "password": "Fixture#Pass1", "workerNum": 16, "writeMode": "batch", "jar": "jdbc-sink-ob-mysql.jar",
    }
    source = {
        "boosterClass": "com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster",
        "clients": [{"clientId": subtopic, "subtopic": subtopic, "clusterManagerUrl": f"http://{server}:8088",
                     "filterConditions": "APP|*|*"}],
        "checkpoint": {subtopic: 1772000000 + number}, "username": "oms", "password": "Fixture#Pass2", "maxRetries": 1000,
        "splitThreshold": 128, "jar": "connector-store.jar", "type": "STORE_SOURCE",
    }
    if number % 3:
        source["dbType"] = kind
    incr = root / server / "run" / f"{server}-9000:connector_v2:{name}-incr_trans-1-0:{number + 1:010d}" / "conf"
    for section, value in [("source", source), ("sink", sink), ("coordinator", coordinator), ("condition", condition)]:
        write(incr / f"{section}.json", value)
    full = root / server / "run" / f"{server}-9000:connector_v2:{name}-full_trans-1-0:{number + 2:010d}" / "conf"
    copied = {"boosterClass": "com.oceanbase.oms.connector.source.dataflow.DataFlowSourceBooster", "type": "DATAFLOW_SOURCE",
              "dbType": kind, "sliceWorkerNum": 8, "password": "Fixture#Pass3", "clients": [{"clientId": "jdbc", "username": "app"}]}
    full_coordinator = dict(coordinator, customizeClass="com.oceanbase.oms.connector.fullcustomize.FullFrameworkCustomize")
    for section, value in [("source", copied), ("sink", sink), ("coordinator", full_coordinator), ("condition", condition)]:
        write(full / f"{section}.json", value)
    section = {"MYSQL": "mysql2store", "ORACLE": "oracle2store", "DB2_LUW": "db2tostore"}.get(kind, "ob2store")
    store = ["[global]", "config.version=3", ""]
    for heading in ["mysql2store", "oracle2store", "db2tostore", "ob2store", "store", "liboblog"]:
        store.append(f"[{heading}]")
        if heading == section:
            store += ["master.timestamp=1771900000", f"subTopic={subtopic}", "master.password=Fixture#Pass4", "parallelism=32"]
        store.append("")
    write(root / server / "store" / f"store{7100 + number}" / "conf" / "crawler.conf", "\n".join(store))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=int)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    for number in range(args.tasks):
        task(args.directory, number, rng)


if __name__ == "__main__":
    main()
