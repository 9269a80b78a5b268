//! Chinese of OMS104.

texts![
    ("a dbType that is no known type, or an old alias", "不是已知类型的 dbType，或旧别名"),
    ("replaces a slip or an alias by the canonical name (unsafe)", "将笔误或别名替换为规范名称（推断，待确认）"),
    (
        "The `dbType` or `db_type` of an Incr-Sync or a Full-Import is no type that is known, in any case or under \
         any alias, or is one that only APIs and consoles use for data sources (TIDB, MARIADB, SYBASE, OB_MYSQL_CE, \
         POLARDB_X_1, POLARDB_X_2, MILVUS, ADB, IDB). An old alias (`ob10`, `oceanbase_oracle_mode`, `db2`) is an \
         info that names the canonical type. The case alone is nothing: `OB_MySQL` is right as it stands. A known \
         name with white space around it is no known type.",
        "Incr-Sync 或 Full-Import 的 `dbType` 或 `db_type`，无论用何种大小写或别名，都不是已知的类型；或者只是 API \
         和控制台用于数据源的名称（TIDB、MARIADB、SYBASE、OB_MYSQL_CE、POLARDB_X_1、POLARDB_X_2、MILVUS、ADB、\
         IDB）。旧别名（`ob10`、`oceanbase_oracle_mode`、`db2`）为提示，并给出规范名称。仅大小写不同不算问题：\
         `OB_MySQL` 就是对的。已知名称前后带空白，不算已知类型。",
    ),
    (
        "OceanBase's open code takes a name it does not know for no name at all, and then the component has no type \
         for its source. The names that only APIs use are unknown to it too, and no page documents them for a \
         component; newer versions may take them. `oceanbase` is a trap: to OMS it is OceanBase 0.5, not the MySQL \
         mode.",
        "OceanBase 的开源代码把不认识的名称当作没有名称，组件就没有源端类型。只有 API 使用的名称，它同样不认识，也没\
         有文档写明它们可用于组件；更高的版本可能接受。`oceanbase` 是个陷阱：对 OMS 来说，它是 OceanBase 0.5，而不\
         是 MySQL 模式。",
    ),
    (
        "In the console: OPS & Monitoring > Component > Incr-Sync > Update (for a Full-Import: Full-Import > \
         Update), `source`: `dbType`, one of MYSQL, OB_MYSQL, OB_ORACLE, ORACLE, DB2_LUW, POSTGRESQL, HBASE, HIVE, \
         OB_05: before `\"dbType\":\"oceanbase_oracle_mode\"`, after `\"dbType\":\"OB_ORACLE\"`. If your OMS knows \
         the name and omslint does not, add it to `known-db-types` in omslint.toml.",
        "在控制台中操作：运维监控 > 组件 > Incr-Sync > 更新（Full-Import 则为 Full-Import > 更新），`source`：\
         `dbType`，取 MYSQL、OB_MYSQL、OB_ORACLE、ORACLE、DB2_LUW、POSTGRESQL、HBASE、HIVE、OB_05 之一：修改前 \
         `\"dbType\":\"oceanbase_oracle_mode\"`，修改后 `\"dbType\":\"OB_ORACLE\"`。如果您的 OMS 认识该名称而 \
         omslint 不认识，请将它加入 omslint.toml 的 `known-db-types`。",
    ),
    (
        "The names are documented in the vendor's parameter reference (`DbTypeEnum`; HIVE from 4.2.8), the aliases \
         and what becomes of an unknown name are those of OceanBase's open code (high). That a component does not \
         take a name that only APIs use is inferred from that code (medium). The list is open: newer versions may \
         know more.",
        "名称由厂商的参数参考写明（`DbTypeEnum`；HIVE 从 4.2.8 起），别名以及对未知名称的处理取自 OceanBase 的开源代\
         码（把握：高）。组件不接受只有 API 使用的名称，是从该代码推断的（把握：中）。此列表并不封闭：更高的版本可能\
         认识更多名称。",
    ),
    ("known as the name of a data source only", "只是已知的数据源名称"),
    (
        "{component} has {known} as the type of its source, which APIs and consoles call a data source by; no page \
         documents it for a component, and OMS may take it for no type",
        "{component} 的源端类型为 {known}，这是 API 和控制台对数据源的叫法；没有文档写明它可用于组件，OMS 可能把它当\
         作没有类型",
    ),
    (
        "See in the console whether the component runs with it and what others of this kind have. If your OMS knows \
         it, add it to `known-db-types` in omslint.toml.",
        "请在控制台中查看组件用它能否运行，以及同类组件用的是什么。如果您的 OMS 认识它，请将它加入 omslint.toml 的 \
         `known-db-types`。",
    ),
    ("an alias of {known}", "{known} 的别名"),
    (
        "{component} has {name} as the type of its source, an old name that OMS takes for {known}",
        "{component} 的源端类型为 {name}，这是旧名称，OMS 把它当作 {known}",
    ),
    ("{name} is an alias of {known}", "{name} 是 {known} 的别名"),
    ("white space around the name", "名称前后有空白"),
    (
        "{component} has {name} with white space before or behind it as the type of its source; nothing documents \
         that OMS takes it away, so it may take the name for no type",
        "{component} 的源端类型 {name} 前后有空白；没有文档写明 OMS 会去掉空白，因此 OMS 可能把它当作没有类型",
    ),
    ("{name} without the white space is {known}", "{name} 去掉空白后是 {known}"),
    (
        "In OMS: OPS & Monitoring > Component > {kind} > Update, `source`: `{key}` = {value}.",
        "在 OMS 中：运维监控 > 组件 > {kind} > 更新，`source`：`{key}` = {value}。",
    ),
    ("one of the names that `omslint explain OMS104` lists", "`omslint explain OMS104` 所列名称之一"),
    ("OceanBase 0.5 to OMS", "对 OMS 来说是 OceanBase 0.5"),
    (
        "{component} has {name} as the type of its source: that is OceanBase 0.5 (OB_05) to OMS, and may be meant \
         for the MySQL or the Oracle mode",
        "{component} 的源端类型为 {name}：对 OMS 来说，这是 OceanBase 0.5（OB_05），但写的人可能指 MySQL 模式或 \
         Oracle 模式",
    ),
    (
        "OB_MYSQL, OB_ORACLE or, if it really is OceanBase 0.5, OB_05",
        "OB_MYSQL 或 OB_ORACLE；若确实是 OceanBase 0.5，则为 OB_05",
    ),
    ("Find out which OceanBase the source is.", "请查明源端是哪种 OceanBase。"),
    ("name the mode of OceanBase", "写明 OceanBase 的模式"),
    ("no type known here", "omslint 不认识的类型"),
    (
        "{component} has `{name}` as the type of its source, which is no type known here; OMS takes an unknown name \
         for none, and the component may not run after the upgrade to {to}",
        "{component} 的源端类型为 `{name}`，omslint 不认识这个类型；OMS 把未知名称当作没有名称，升级到 {to} 后组件可\
         能无法运行",
    ),
    (
        "If your OMS knows this name, add it to `known-db-types` in omslint.toml.",
        "如果您的 OMS 认识此名称，请将它加入 omslint.toml 的 `known-db-types`。",
    ),
    ("Is {near} meant?", "是否想写 {near}？"),
    ("{name} is spelled nearly like {near}", "{name} 与 {near} 的拼写很接近"),
    ("No fix: {why}.", "无法自动修改：{why}。"),
    ("replace by {value}", "替换为 {value}"),
];
