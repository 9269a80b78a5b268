//! Chinese of what is known of OMS: consoles, the procedure of an upgrade, versions; and of the explanations of rules.

texts![
    // The console.
    ("Update", "更新"),
    ("the vendor's guides of 3.2.x to 4.1.0, component management", "厂商 3.2.x 至 4.1.0 的指南，组件管理部分"),
    ("OK", "确定"),
    (
        "the vendor's guides from CE 4.1.1 and EE 4.2 on, component management",
        "厂商 CE 4.1.1 和 EE 4.2 及以后版本的指南，组件管理部分",
    ),
    ("OPS & Monitoring > Component > {tab} > Update", "运维监控 > 组件 > {tab} > 更新"),
    ("Incr-Sync (before CE 4.1.1 and EE 4.2: Connector)", "Incr-Sync（CE 4.1.1 和 EE 4.2 之前为 Connector）"),
    ("Component > Incr-Sync > Update", "组件 > Incr-Sync > 更新"),
    ("Component > {tab} > Update", "组件 > {tab} > 更新"),
    ("{way} (stop the component first; the update restarts it)", "{way}（请先在操作列单击 暂停；更新会使其重启）"),
    // The procedure of an upgrade.
    ("Before the night", "升级当晚之前"),
    ("HA off", "关闭 HA"),
    ("Stop the old version", "停止旧版本"),
    ("Back up", "备份"),
    ("Start the new version", "启动新版本"),
    ("HA on", "开启 HA"),
    ("After", "之后"),
    ("Rollback of the upgrade as a whole", "升级整体回退"),
    ("upgrade guide of CE 4.2.x, the same in outline elsewhere", "CE 4.2.x 的升级指南，其他版本大体相同"),
    (
        "upgrade guide of EE 4.2.2, which we know only from others who quote it",
        "EE 4.2.2 的升级指南（我们只见过他人的引用）",
    ),
    ("upgrade FAQ", "升级 FAQ"),
    ("obd's own check", "obd 自身的检查"),
    (
        "All tasks run in near real time; forward switchovers are done. List the tasks that lag or have been stopped \
         for days: their Stores go back that far, to logs that the source may have purged.",
        "所有项目延时已追平（准实时），正向切换已完成。请列出有延时或已停止数日的项目：它们的 Store 会回到那么早的位\
         点，而那时的日志源端可能已经清理。",
    ),
    (
        "Per source: archived logs reach back to its oldest reader minus the pull-back, and their deletion is \
         suspended until the upgrade is accepted.",
        "逐个源端确认：归档日志可追溯到其最早的读取位点减去回拉时间，并且在升级验收之前暂停删除归档日志。",
    ),
    ("Decide the hour after which you go back, and who decides it.", "请确定最晚到几点必须决定回退，以及由谁决定。"),
    (
        "With several nodes you may spare the tasks: set a node OFFLINE, migrate its tasks away, upgrade it, set it \
         ONLINE, then the next. Another guide says that all nodes are upgraded, never some of them: ask the vendor \
         which holds for you. Component ids change; this plan is keyed by task.",
        "多节点时可以少影响项目：将一个节点设为 OFFLINE，迁走其上的项目，升级该节点，再设为 ONLINE，然后是下一个节\
         点。另一份指南说所有节点都要升级，绝不能只升级其中几个：请向厂商确认哪种说法适用于您。组件 ID 会因此变化；本\
         方案按项目编排。",
    ),
    (
        "All nodes are upgraded together. The way node by node (OFFLINE, migrate the tasks, upgrade, ONLINE) of the \
         upgrade FAQ is not for this pair: the metadata is rebuilt across 4.0.1.",
        "所有节点一起升级。升级 FAQ 中逐个节点的做法（OFFLINE、迁走项目、升级、ONLINE）不适用于这两个版本：跨越 \
         4.0.1 时元数据会重建。",
    ),
    ("guide of another version, which contradicts the FAQ", "另一版本的指南，与 FAQ 矛盾"),
    (
        "No two tasks have one name: migration and synchronization are merged by 4.0.1. In the rm database; rename \
         what this lists.",
        "不能有两个项目同名：4.0.1 合并了数据迁移与数据同步。在 rm 数据库中执行；请将列出的项目改名。",
    ),
    ("rename them back", "改回原名"),
    (
        "Cascades (an OceanBase that is the target of one task and the source of another) in which a writer's \
         `sourceFile.blackRegionNo` was changed: compare it with `cm_location` of /home/admin/conf/config.yaml. \
         Where they differ and the cascade is in use, ask the vendor first. In the cm database:",
        "级联（一个 OceanBase 既是一个项目的目标端，又是另一个项目的源端）中，如果写入端的 \
         `sourceFile.blackRegionNo` 被改过：请将其与 /home/admin/conf/config.yaml 中的 `cm_location` 比对。如果二者不\
         同且级联正在使用，请先咨询厂商。在 cm 数据库中执行：",
    ),
    (
        "The table `oms_version` is filled, or the upgrade says \"before 4.1.1 is not allowed\".",
        "表 `oms_version` 中有数据，否则升级会提示 \"before 4.1.1 is not allowed\"。",
    ),
    ("The MetaDB does not lie in the `sys` tenant.", "MetaDB 不在 `sys` 租户中。"),
    ("upgrade guide of CE 4.2.0", "CE 4.2.0 的升级指南"),
    (
        "Write down `ha.config` as it is (above, if the export has it). System Parameters > `ha.config`: `enable` = \
         `false`. From here on nothing fails over, so the time until HA is on again is kept short.",
        "请记下 `ha.config` 的现有内容（如果导出中有，见上文）。系统管理 > 系统参数 > `ha.config`：`enable` = `false`。从此刻起\
         不再有故障切换，因此请尽量缩短到重新开启 HA 的时间。",
    ),
    ("set `enable` back to what was written down", "将 `enable` 改回记下的值"),
    (
        "With obd: its offline upgrade refuses while any key of `ha.config` that contains `enable` is true, the \
         defaults included. Set every one of them to false in the same save.",
        "使用 obd 时：只要 `ha.config` 中有任何名称包含 `enable` 的键为 true（包括默认值），obd 的离线升级就会拒绝执\
         行。请在同一次保存中将它们全部设为 false。",
    ),
    ("set each back to what was written down", "将各键改回记下的值"),
    (
        "Write down the container's restart policy, which the first command prints; it is POLICY wherever the way \
         back needs it: ____________. Then stop the old container; note **T1**, the time of the first stop. Never \
         `docker pause`. Rename the container and keep it: it is the way back.",
        "请记下容器的重启策略（第一条命令会输出）；回退步骤中的 POLICY 就是它：____________。然后停止旧容器；记下 \
         **T1**，即第一次停止的时间。绝不要用 `docker pause`。将容器改名并保留：回退要靠它。",
    ),
    (
        "Collect the exports once more and plan into a NEW folder: every position there is as of T1. **Go on with \
         this runbook**, whose steps keep their numbers; take only the positions from the new folder (its \
         `values.toml` and the tables of its runbook). Never plan into this folder tonight.",
        "请再次收集导出，并在一个**新**目录中生成方案：其中的每个位点都是 T1 时的位点。**继续按本变更实施手册执行**，\
         其步骤编号不变；只从新目录中取位点（其中的 `values.toml` 和手册中的表格）。今晚绝不要把方案生成到本目录中。",
    ),
    ("nothing was changed", "没有任何改动"),
    (
        "In each CM heartbeat database keep only the newest row of `heatbeat_sequence` (spelled so). The guide does \
         this before the dump of the next step, so that dump holds the newest row only. Copy the table first, as \
         below; then delete the other rows.",
        "在每个 CM 心跳库中，`heatbeat_sequence`（原文如此拼写）只保留最新的一行。指南在下一步备份之前做这件事，因此\
         那份备份中只有最新的一行。请先按下面的命令备份该表，再删除其他行。",
    ),
    (
        "load the copy: `mysql -h HOST -P PORT -u USER -p DATABASE < DATABASE-heatbeat_sequence.sql`",
        "导入备份：`mysql -h HOST -P PORT -u USER -p DATABASE < DATABASE-heatbeat_sequence.sql`",
    ),
    (
        "Dump the databases rm, cm and every `cm_hb` without triggers; no dump is empty. Without them there is no \
         way back.",
        "备份 rm、cm 和每个 `cm_hb` 数据库，不含触发器；备份文件都不能为空。没有备份就无法回退。",
    ),
    (
        "Dump the databases rm, cm and every `cm_hb`; no dump is empty. Without them there is no way back.",
        "备份 rm、cm 和每个 `cm_hb` 数据库；备份文件都不能为空。没有备份就无法回退。",
    ),
    (
        "Keep `config.yaml`, the answer of `docker inspect`, and the `conf` directories. All of it is done on the \
         host, in a new folder outside the container's mounts; `docker cp` copies out of a stopped container too. \
         The `conf` directories lie below the host paths that stand before `/home/ds/run` and `/home/ds/store` in \
         the last command's answer; `contrib/collect.sh` packs them.",
        "请保留 `config.yaml`、`docker inspect` 的输出和各 `conf` 目录。以上都在宿主机上、容器挂载盘以外的新目录中进行\
         ；`docker cp` 也可以从已停止的容器中拷贝。`conf` 目录位于最后一条命令的输出中 `/home/ds/run` 和 \
         `/home/ds/store` 之前的宿主机路径之下；`contrib/collect.sh` 会将其打包。",
    ),
    ("Load the image.", "加载镜像。"),
    (
        "The command that starts the new containers (the next step) holds `IS_UPGRADE=true`: a must for every target \
         from 3.3.1 on.",
        "启动新容器的命令（下一步）中带有 `IS_UPGRADE=true`：从 3.3.1 起的所有目标版本都必须带。",
    ),
    (
        "Start the new container: the same database names, the same three mounts (/home/admin/logs, /home/ds/store, \
         /home/ds/run), the `OMS_HOST_IP` of the node.",
        "启动新容器：数据库名相同，三个挂载盘相同（/home/admin/logs、/home/ds/store、/home/ds/run），`OMS_HOST_IP` 为\
         该节点的 IP。",
    ),
    ("stop the new container; see the rollback of the whole", "停止新容器；见“升级整体回退”"),
    (
        "In the new container, which the first line enters: `supervisorctl status`; stop `oms_console`; with CM and \
         Supervisor RUNNING run the upgrade JAR on one node of the region (mode UPGRADE, the path of config.yaml, \
         `-l` true on the last region only). See whether your guide asks for it. Every region is done before \
         anything else.",
        "在新容器中（第一行命令进入容器）：`supervisorctl status`；停止 `oms_console`；在 CM 和 Supervisor 均为 \
         RUNNING 时，在该地域的一个节点上运行升级 JAR（模式为 UPGRADE，config.yaml 的路径，只有最后一个地域的 `-l` \
         为 true）。请查看您的指南是否要求这一步。所有地域都完成之后，才能做其他操作。",
    ),
    ("see the rollback of the whole", "见“升级整体回退”"),
    ("upgrade guides of EE 4.0.2, 4.2.2, 4.2.3", "EE 4.0.2、4.2.2、4.2.3 的升级指南"),
    (
        "`docker_init.sh` on one node (on each, where `cm_nodes` differ); your guide says where it lies and how it \
         is called. Then, in the containers of the others, `oms_console` on again, as below.",
        "在一个节点上执行 `docker_init.sh`（`cm_nodes` 不同时在每个节点上执行）；它的位置和执行方式见您的指南。然后在\
         其他节点的容器中重新启动 `oms_console`，命令如下。",
    ),
    (
        "`docker_init.sh`, once in a region where one configuration file serves all nodes. Your guide says where it \
         lies and how it is called.",
        "执行 `docker_init.sh`，一份配置文件用于所有节点时每个地域执行一次。它的位置和执行方式见您的指南。",
    ),
    ("All servers are Online.", "所有机器均为“在线”。"),
    (
        "Note **T2**. System Parameters > `ha.config`, **one save** with everything in it: `enable` = `true`, \
         together with `perceiveStoreClientCheckpoint` = `true` (recommended; then T1 and T2 are not needed; for \
         a Store without a running reader HA does nothing even then) or, if that is not wanted, `refetchStoreIntervalMin` above T2 − T1 in minutes plus a reserve (stopped at 16:00, \
         done at 17:00: 60 + 30 = 90). Set the pull-back in the same save: otherwise HA creates Stores that start \
         only 30 minutes back, which are useless and use up the limit.",
        "记下 **T2**。系统管理 > 系统参数 > `ha.config`，**一次保存**全部内容：`enable` = `true`，同时 \
         `perceiveStoreClientCheckpoint` = `true`（推荐；这样就不需要 T1 和 T2；但对没有运行中读取者的 Store，HA 仍不起作用）；如果不采用，则 \
         `refetchStoreIntervalMin` 大于 T2 − T1 的分钟数加冗余时间（16:00 停止，17:00 完成：60 + 30 = 90）。请在同一次\
         保存中设置回拉：否则 HA 会创建只从 30 分钟前开始的 Store，这些 Store 没有用处，还会占用数量上限。",
    ),
    (
        "The version that ran had no HA, and this one has: note **T2**, and see at once under System Parameters > \
         `ha.config` whether it is on (`enable`). Set its pull-back in **one save**, and in the same one `enable` if you switch it on: \
         `perceiveStoreClientCheckpoint` = `true` (recommended) or, if that is not wanted, `refetchStoreIntervalMin` above T2 − T1 in minutes plus a \
         reserve. Without it HA creates Stores that start only 30 minutes back, which are useless and use up the limit.",
        "升级前的版本没有 HA，新版本有：记下 **T2**，并立即在 系统管理 > 系统参数 > `ha.config` 中查看 HA 是否开启（`enable`）。**一次保存**设置\
         回拉，如需开启 HA，`enable` 也在同一次保存中设置：`perceiveStoreClientCheckpoint` = `true`（推荐）；如果不采用，则 \
         `refetchStoreIntervalMin` 大于 T2 − T1 的分钟数加冗余时间。否则 HA 会创建只从 30 分钟前开始的 Store，这些 Store 没有用处，还会占用数量上限。",
    ),
    (
        "In the same save: `enableConnector` = `true` where it was off while `enableJdbcWriter` was on. JDBCWriter \
         is gone.",
        "在同一次保存中：如果 `enableConnector` 关闭而 `enableJdbcWriter` 打开过，则 `enableConnector` = `true`。新版\
         本中已没有 JDBCWriter。",
    ),
    ("set `enableConnector` back to what was written down", "将 `enableConnector` 改回记下的值"),
    (
        "With obd, in the same save: every other key that contains `enable` back to what was written down. While \
         `enableStore` is false, HA pulls back nothing.",
        "使用 obd 时，在同一次保存中：将名称包含 `enable` 的其他键都改回记下的值。`enableStore` 为 false 时，HA 不会回拉。",
    ),
    ("set each to `false` again", "将各键重新设为 `false`"),
    (
        "With obd the dumps were taken while every key that contains `enable` was false, so in the same save set each \
         of them back to what was written down before the upgrade.",
        "使用 obd 时，备份是在所有名称包含 `enable` 的键都为 false 时做的，因此要在同一次保存中将它们都改回升级前记下的值。",
    ),
    (
        "Running components show as abnormal until they are started; suspended ones stay suspended. **Full-Import is \
         resumed by hand**; one guide says that Incr-Sync may need it too.",
        "运行中的组件在启动之前显示为异常；已暂停的保持暂停。**Full-Import 需手动恢复**；有一份指南说 Incr-Sync 可能也需要。",
    ),
    (
        "Running components start by themselves with HA on; with HA off they show as abnormal until they are \
         started; suspended ones stay suspended. **Full-Import is resumed by hand**; one guide says that Incr-Sync \
         may need it too.",
        "HA 开启时，运行中的组件会自行启动；HA 关闭时，它们在启动之前显示为异常；已暂停的保持暂停。**Full-Import 需手\
         动恢复**；有一份指南说 Incr-Sync 可能也需要。",
    ),
    ("Clear the browser's cache.", "删除浏览器缓存。"),
    ("HA off: `ha.config` `enable` = `false`.", "关闭 HA：`ha.config` `enable` = `false`。"),
    (
        "Stop the new containers; note **T3**. Never `docker pause`. Without a restart policy they stay stopped when \
         the host or Docker starts again.",
        "停止新容器；记下 **T3**。绝不要用 `docker pause`。去掉重启策略后，宿主机或 Docker 重启时它们仍保持停止。",
    ),
    (
        "Drop and create the databases rm, cm and every `cm_hb`; load the dumps.",
        "删除并重新创建 rm、cm 和每个 `cm_hb` 数据库；导入备份。",
    ),
    (
        "Start the old containers, with the restart policy that was written down when they were stopped (POLICY). \
         Where no new container was made yet, leave out the first line.",
        "启动旧容器，使用停止时记下的重启策略（POLICY）。如果还没有创建新容器，请去掉第一行。",
    ),
    (
        "HA on, in one save with its pull-back: `enable` = `true` together with `refetchStoreIntervalMin` = the \
         minutes from T1 until now, plus a reserve (stopped at 16:00, this save at 18:00: 120 + 30 = 150). Queues \
         get again what was written since T1.",
        "开启 HA，与回拉一次保存：`enable` = `true`，同时 `refetchStoreIntervalMin` = 从 T1 到现在的分钟数加冗余时\
         间（16:00 停止，18:00 保存：120 + 30 = 150）。T1 以后写入的内容会再次发送到消息队列。",
    ),
    ("Full-Import is resumed by hand.", "Full-Import 需手动恢复。"),
    (
        "not seen in the guide of {to}. It comes from the {source}; see whether your guide has it",
        "未在 {to} 的指南中见到。本步骤出自{source}；请查看您的指南中是否有这一步",
    ),
    ("only from before 4.0.1; no --from was given", "只适用于从 4.0.1 之前升级；没有给出 --from"),
    ("this comes from the {source}", "本步骤出自{source}"),
    // Versions.
    (
        "no OMS {version} is known here: as of {date}, the last of {line} is {line}.{highest}",
        "omslint 没有 OMS {version} 的资料：截至 {date}，{line} 的最后一个版本是 {line}.{highest}",
    ),
    (
        "no OMS {version} is known here: as of {date}, there is no {line}",
        "omslint 没有 OMS {version} 的资料：截至 {date}，没有 {line}",
    ),
    (
        "`{text}` is no OMS version; write it like 4.3.2, \"V4.3.0 BP1\" or 4.2.6-CE",
        "`{text}` 不是 OMS 版本；请写成 4.3.2、\"V4.3.0 BP1\" 或 4.2.6-CE 这样",
    ),
    // Types of databases.
    (
        "`oceanbase` means OceanBase 0.5 to OMS; say which you mean: OB_MYSQL, OB_ORACLE or OB_05",
        "`oceanbase` 对 OMS 来说是 OceanBase 0.5；请说明是哪一种：OB_MYSQL、OB_ORACLE 或 OB_05",
    ),
    ("`{name}` is no type known here{hint}", "`{name}` 不是此处已知的类型{hint}"),
    // Schemas.
    ("omslint manifest, version 1", "omslint 清单（manifest），版本 1"),
    ("omslint report, version 1", "omslint 报告，版本 1"),
    ("omslint verify, version 1", "omslint 验证结果（verify），版本 1"),
    ("values file of omslint", "omslint 的取值文件（values）"),
    // Explanations of rules.
    ("none", "无"),
    ("Fix by omslint", "omslint 的修改"),
    ("What", "检查什么"),
    ("Why", "为什么"),
    ("How to fix", "如何处理"),
    ("Source", "出处"),
    ("{name} ({severity})", "{name}（{severity}）"),
    ("{name} ({severity}, off unless selected)", "{name}（{severity}，默认关闭，选中才运行）"),
    // The list of rules.
    (
        "{all} rules: {errors} of errors, {warnings} of warnings, {infos} of infos; {fixes} offer a fix. Knowledge \
         of {date}.",
        "{all} 条规则：错误 {errors} 条，警告 {warnings} 条，提示 {infos} 条；其中 {fixes} 条可以修改。资料截至 \
         {date}。",
    ),
    ("fix", "修改"),
    ("{summary} (off unless selected)", "{summary}（默认关闭，选中才运行）"),
    ("code", "代码"),
    ("rule", "规则"),
    ("severity", "级别"),
    ("finds", "查什么"),
    ("`omslint explain RULE` tells more.", "`omslint explain 规则` 给出更多说明。"),
];
