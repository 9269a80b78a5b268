//! Chinese of OMS103.

texts![
    ("a dbType that something else in the export contradicts", "与导出中其他内容矛盾的 dbType"),
    (
        "The `source` of an Incr-Sync has both `dbType` and `db_type`, and they name different databases; or the \
         value contradicts another configuration of the same task and direction: `coordinator.sourceType`, the \
         Full-Import, the checker, the Store of the subtopic, the running process, or what you say of the task \
         yourself. Names are compared as OMS reads them: without regard to case, aliases resolved. The prefix of a \
         subtopic alone contradicts nothing.",
        "Incr-Sync 的 `source` 中同时有 `dbType` 和 `db_type`，而两者指的是不同的数据库；或者该值与同一项目、同一方\
         向的其他配置矛盾：`coordinator.sourceType`、Full-Import、checker、该 subtopic 的 Store、运行中的进程，或您\
         自己对项目的说明。名称按 OMS 的读法比较：不区分大小写，别名会还原。仅凭 subtopic 的前缀，不算矛盾。",
    ),
    (
        "A present `dbType` prevails over everything else. If it is the wrong one, the component takes its source \
         for another database, and converts values by the wrong rules or stops.",
        "已有的 `dbType` 优先于其他一切内容。如果它是错的，组件会把源端当作另一种数据库，按错误的规则转换值，或停止\
         运行。",
    ),
    (
        "Find out which database the source is (the data source of the task in the console shows it), and correct \
         the wrong value: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `dbType`. Only the running \
         process differs? Then somebody changed the configuration since it started, and a restart settles it.",
        "请查明源端是哪种数据库（控制台中项目的数据源会显示），并改正错误的值：运维监控 > 组件 > Incr-Sync > 更新，\
         `source`：`dbType`。只有运行中的进程不同？那说明启动之后有人修改了配置，重启即可解决。",
    ),
    (
        "That a present dbType prevails is documented (high), the aliases are those of OceanBase's open code \
         (high). What a wrong type does is inferred (medium).",
        "已有的 dbType 优先，由厂商文档写明（把握：高）；别名取自 OceanBase 的开源代码（把握：高）。类型错误的后果属\
         于推断（把握：中）。",
    ),
    (
        "{component} names two databases as its source: `dbType` is {value}, `db_type` is {other}; one of them is \
         wrong, and OMS may take the source for the wrong one",
        "{component} 写了两种源端数据库：`dbType` 为 {value}，`db_type` 为 {other}；其中一个是错的，OMS 可能把源端当\
         作错误的那一种",
    ),
    ("`db_type` is {value}", "`db_type` 为 {value}"),
    (
        "{component} has {value} as the type of its source, but this contradicts it: {says}; one of them is wrong, \
         and OMS may take the source for another database than it is",
        "{component} 的源端类型为 {value}，但与此矛盾的有：{says}；其中一个是错的，OMS 可能把源端当作另一种数据库",
    ),
    ("the files disagree; this value is used", "各文件说法不一；实际使用此值"),
    (
        "`dbType` is {value}, `db_type` is {other}: look up in the console which one is right, and correct the other",
        "`dbType` 为 {value}，`db_type` 为 {other}：请在控制台中查看哪一个正确，并改正另一个",
    ),
    (
        "`{key}` is {value}, but {says}: look up in the console which one is right, and correct the other",
        "`{key}` 为 {value}，但 {says}：请在控制台中查看哪一个正确，并改正另一个",
    ),
    (
        "Look up in the console which database the source of the task is, then correct the value that is wrong. In \
         OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `dbType`.",
        "请在控制台中查看项目的源端是哪种数据库，然后改正错误的值。在 OMS 中：运维监控 > 组件 > Incr-Sync > 更新，\
         `source`：`dbType`。",
    ),
];
