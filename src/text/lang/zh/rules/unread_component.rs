//! Chinese of OMS111.

texts![
    (
        "a component of which the part that decides was not understood, so that it was not checked",
        "组件中起决定作用的部分未能识别，因此未检查",
    ),
    (
        "An Incr-Sync without a `source`, or whose source is null, a list, any other value than an object, names no \
         reader or one that omslint does not know, is half that of a Full-Import, or reads a Store and has a \
         `checkpoint` but no `clients` with ids to compare it with; a component of which nothing says what it is; \
         and one whose id, or the list of the API that it stands in, is that of an Incr-Sync, and whose content is that of a \
         Full-Import or a Full-Verification: then the Incr-Sync itself was not seen; and one of which collect.sh saw a process, and no \
         configuration was copied. It was not checked. Always runs: neither `--select` nor `--ignore`, neither a baseline nor an \
         `[[ignore]]` passes over it. Where another copy of the same component was understood and is not the older one, that \
         one is checked, and nothing is said.",
        "没有 `source` 的 Incr-Sync；或者其 source 为 null、列表，或其他不是对象的值，没有写明读取方式，写明的读取方式\
         是 omslint 不认识的，其中一部分是 Full-Import 的键，或者读取 Store 且有 `checkpoint`、却没有带 id 的 `clients` 可供比\
         对；无从判断是什么的组件；还有 ID 或所在的 API 列表表明是 \
         Incr-Sync、内容却是 Full-Import 或 Full-Verification 的组件：这时并没有看到 Incr-Sync 本身；以及 collect.sh 看到其进程、却没有拷贝到任何配置的组件。这些组件均未检查。本规则始终运行：`--select`、`--ignore`、基线和 `[[ignore]]` \
         都不能略过它。如果同一组件的另一份副本能够识别且不是较旧的，则检查那一份，不再报告。",
    ),
    (
        "Whether a task runs after the upgrade is decided by `dbType` and `checkpoint` in the source of its \
         Incr-Sync. Where that part is missing or not understood, a result without findings would say nothing, and \
         look like a pass.",
        "升级后项目能否运行，取决于其 Incr-Sync 的 source 中的 `dbType` 和 `checkpoint`。这一部分缺失或未能识别时，\
         “没有问题”的结果什么也说明不了，看上去却像是通过了。",
    ),
    (
        "Copy the whole `conf` directory of the component again, or export the task again \
         (DescribeProjectComponents), and check again. If its source is complete and only its reader is unknown \
         here, look it up in the console (OPS & Monitoring > Component > Incr-Sync > Update).",
        "请重新拷贝该组件的整个 `conf` 目录，或重新导出该项目（DescribeProjectComponents），然后再次检查。如果其 \
         source 是完整的，只是 omslint 不认识它的读取方式，请在控制台查看（运维监控 > 组件 > Incr-Sync > 更新）。",
    ),
    (
        "That a green result must not cover what was not looked at is a decision of omslint. The readers that are \
         known are those of the documentation (high).",
        "“检查通过不得掩盖未检查的内容”是 omslint 的设计决定。已知的读取方式来自厂商文档（把握：高）。",
    ),
    (
        "If it says the same again, look up `dbType` and `checkpoint` of this component in the console (OPS & \
         Monitoring > Component > Incr-Sync > Update).",
        "如果结果仍然如此，请在控制台查看该组件的 `dbType` 和 `checkpoint`（运维监控 > 组件 > Incr-Sync > 更新）。",
    ),
    (
        "If a file of it is named among the files that failed, mend that one first.",
        "如果读取失败的文件中有它的文件，请先修好那个文件。",
    ),
    (
        "Copy the whole `conf` directory of this component again, or export its task again, and check again",
        "请重新拷贝该组件的整个 `conf` 目录，或重新导出其项目，然后再次检查",
    ),
    (
        "{component} was not checked: its `source.json` holds no source, so nothing says whether it has its `dbType` \
         and `checkpoint`",
        "{component} 未检查：其 `source.json` 中没有 source，因此无从判断它是否有 `dbType` 和 `checkpoint`",
    ),
    (
        "{component} was not checked: no `source` of it is in what was read, so nothing says whether it has its \
         `dbType` and `checkpoint`",
        "{component} 未检查：读到的内容中没有它的 `source`，因此无从判断它是否有 `dbType` 和 `checkpoint`",
    ),
    ("this component has no source that could be read", "该组件没有可读取的 source"),
    ("omslint does not know this reader", "omslint 不认识这种读取方式"),
    (
        "{component} was not checked: its source reads through `{reader}`, which is no reader known here, so nothing \
         says whether it has its `dbType` and `checkpoint`",
        "{component} 未检查：其 source 通过 `{reader}` 读取，omslint 不认识这种读取方式，因此无从判断它是否有 \
         `dbType` 和 `checkpoint`",
    ),
    ("nothing in this source says what it reads through", "该 source 没有写明通过什么读取"),
    (
        "{component} was not checked: its source names neither a reader (`type`, `boosterClass`) nor `clients`, so \
         nothing says whether its `checkpoint` is that of what it reads",
        "{component} 未检查：其 source 既没有写明读取方式（`type`、`boosterClass`），也没有 `clients`，因此无从判断\
         其 `checkpoint` 是不是它所读内容的位点",
    ),
    ("this is half a Full-Import and half an Incr-Sync", "一部分像 Full-Import，另一部分像 Incr-Sync"),
    (
        "{component} was not checked: one part of its source is that of a Full-Import and another that of an \
         Incr-Sync, so nothing says which of them it is, and what it needs",
        "{component} 未检查：其 source 一部分属于 Full-Import，另一部分属于 Incr-Sync，因此无从判断它是哪一种、需要什\
         么",
    ),
    ("the clients of this source cannot be told", "无法确定该 source 的 client"),
    (
        "{component} was not checked: its source reads a Store, and `clients` is absent, unreadable, or names a \
         client without a `clientId`, so nothing says whether its `checkpoint` holds the position of every client",
        "{component} 未检查：其 source 读取 Store，而 `clients` 缺失、无法读取，或其中有 client 没有 `clientId`，因此\
         无从判断其 `checkpoint` 是否包含每个 client 的位点",
    ),
    ("the `{section}` of this component was not understood", "该组件的 `{section}` 未能识别"),
    (
        "{component} was not checked: its `{section}` is no such section, or stands there twice in different \
         letters, so nothing says all that decides: what it reads, where it writes, whether it synchronises DDL",
        "{component} 未检查：其 `{section}` 不是合法的配置段，或以不同大小写出现了两次，因此无法得知所有起决定作用的\
         内容：读什么、写到哪里、是否同步 DDL",
    ),
    ("this answer says that the call failed", "该 API 返回表明调用失败"),
    (
        "{component} was not checked: the answer that holds it says `success` false, so what stands in it need not \
         be all, nor true",
        "{component} 未检查：包含它的 API 返回中 `success` 为 false，因此其中的内容可能不完整，也可能不属实",
    ),
    ("this is no Incr-Sync, and is called one", "这不是 Incr-Sync，却以其命名"),
    (
        "{component} was not checked as an Incr-Sync: its id, or the list that it stands in, is that of an Incr-Sync, and \
         what stands there is none, so the configuration of the Incr-Sync was not seen, and nothing says whether it has \
         its `dbType` and `checkpoint`",
        "{component} 未作为 Incr-Sync 检查：其 ID 或所在的列表表明是 Incr-Sync，而其内容不是，因此没有看到 Incr-Sync 的配置，\
         没有任何内容表明其是否有 `dbType` 和 `checkpoint`",
    ),
    ("a process of it was seen, and nothing else of it is here", "只看到它的进程，没有它的其他内容"),
    (
        "{component} was not checked: it ran when the files were collected, and no configuration of it is in what was read, so \
         nothing says whether it has its `dbType` and `checkpoint`",
        "{component} 未检查：收集文件时它正在运行，而读到的内容中没有它的配置，因此无从判断它是否有 `dbType` 和 `checkpoint`",
    ),
    ("nothing here says what this component is", "此处没有写明这是什么组件"),
    (
        "{component} was not checked: nothing in its configuration says whether it is an Incr-Sync, which needs \
         `dbType` and `checkpoint`, or something else",
        "{component} 未检查：其配置中没有任何内容表明它是需要 `dbType` 和 `checkpoint` 的 Incr-Sync，还是其他组件",
    ),
];
