//! Chinese of OMS108.

texts![
    ("a configured checkpoint before the beginning of its Store", "配置的 checkpoint 早于其 Store 的起始位点"),
    (
        "The `checkpoint` configured for a client of an Incr-Sync lies before the beginning of the Store that it \
         reads.",
        "为 Incr-Sync 的某个客户端配置的 `checkpoint`，早于它所读取的 Store 的起始位点。",
    ),
    (
        "The configured checkpoint is where the component started, not where it is: while it runs, it is normal \
         that the Store no longer keeps what lies there. But a component that is started from there once more, \
         after an upgrade or a move, cannot be served.",
        "配置的 checkpoint 是组件启动时的位点，不是它现在的位点：组件运行期间，Store 不再保留那里的数据是正常的。但\
         升级或迁移之后，如果组件再次从那里启动，就得不到数据。",
    ),
    (
        "Nothing needs to be done while it runs. Before it is started anew, set a checkpoint that the Store still \
         keeps: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `checkpoint`. The console shows the \
         present position of the component. Before: `\"1690872244\"`, which the Store no longer keeps; after: \
         `\"1690963200\"`, which it does. A new Store with an earlier timestamp (and a longer \
         `store.clearer.outdated`) reaches further back while the source's log exists.",
        "运行期间无需处理。重新启动之前，请设置一个 Store 仍保留的 checkpoint：运维监控 > 组件 > Incr-Sync > 更新，\
         `source`：`checkpoint`。控制台会显示组件的当前位点。修改前：`\"1690872244\"`，Store 已不再保留；修改后：\
         `\"1690963200\"`，Store 仍保留。只要源端的日志还在，用更早的时间戳（并调大 `store.clearer.outdated`）新增 \
         Store，就能覆盖更早的数据。",
    ),
    (
        "That healthy tasks have such checkpoints is observed (high). That the Store cannot serve what it has \
         cleared is documented; that a new Store reaches further back is in the vendor's FAQ (high).",
        "正常的项目有这样的 checkpoint，是实际观察到的（把握：高）。Store 无法提供已清理的数据，由厂商文档写明；新\
         增 Store 能覆盖更早的数据，见厂商的 FAQ（把握：高）。",
    ),
    ("{length} before the Store begins", "比 Store 的起始位点早 {length}"),
    (
        "{component} is configured to start at {at}, but the Store of `{subtopic}` begins at {begin}: normal while \
         it runs, but it may fail if it is started from there once more",
        "{component} 配置为从 {at} 启动，但 `{subtopic}` 的 Store 从 {begin} 开始：运行期间这是正常的，但如果再次从\
         那里启动，可能会失败",
    ),
    (
        "Nothing needs to be done while it runs. Before it is started anew: OPS & Monitoring > Component > \
         Incr-Sync > Update, `source`: `checkpoint`, a position that the Store still keeps.",
        "运行期间无需处理。重新启动之前：运维监控 > 组件 > Incr-Sync > 更新，`source`：`checkpoint`，填入 Store 仍保\
         留的位点。",
    ),
];
