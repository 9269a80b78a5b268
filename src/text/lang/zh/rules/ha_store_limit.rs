//! Chinese of OMS207.

texts![
    ("a subtopic with so many Stores that HA adds none", "subtopic 下的 Store 太多，HA 不再新增"),
    (
        "A subtopic with as many Stores as `subtopicStoreNumberThreshold` of `ha.config` names (5 where it is not \
         set), or more, over all servers. Where an API answer lists Stores of the subtopic, only these count. \
         Otherwise directories count, leftovers too, so the finding is possible, not certain.",
        "所有机器合计，某个 subtopic 下的 Store 数达到或超过 `ha.config` 的 `subtopicStoreNumberThreshold`（没有设置\
         时为 5）。如果 API 返回列出了该 subtopic 的 Store，则只计这些。否则按目录计数，残留目录也计入，因此问题只\
         是“可能”，并不确定。",
    ),
    (
        "HA adds a Store after the upgrade only while the number of Stores under the subtopic stays within the \
         threshold. Above it none is added; exactly at it, three pages of the documentation say that none is added, \
         and one says that one may be. A task whose Store is gone or behind then has nothing to read from.",
        "升级后，只有 subtopic 下的 Store 数没有超出阈值时，HA 才新增 Store。超过阈值就不再新增；正好等于阈值时，文档\
         有三处说不新增，有一处说可能新增。Store 已不存在或落后的项目，届时就没有可读的 Store。",
    ),
    (
        "Before the upgrade, delete the Stores of the subtopic that are not needed any more (OPS & Monitoring > \
         Component), or raise `subtopicStoreNumberThreshold` in the system parameter `ha.config`.",
        "升级前，请删除该 subtopic 下不再需要的 Store（运维监控 > 组件），或调大系统参数 `ha.config` 中的 \
         `subtopicStoreNumberThreshold`。",
    ),
    (
        "Documented by the vendor (high), but for the case exactly at the threshold, where its pages contradict each \
         other.",
        "厂商文档写明（把握：高），但正好等于阈值的情况除外，文档各处在这一点上互相矛盾。",
    ),
    ("`subtopicStoreNumberThreshold` is {number}", "`subtopicStoreNumberThreshold` 为 {number}"),
    (
        "`subtopicStoreNumberThreshold` is not set, so it is {number}, the default",
        "`subtopicStoreNumberThreshold` 没有设置，因此取默认值 {number}",
    ),
    (
        "no ha.config is in the export, and the default of `subtopicStoreNumberThreshold` is {number}",
        "导出中没有 ha.config，`subtopicStoreNumberThreshold` 的默认值为 {number}",
    ),
    ("{all} Stores under this subtopic", "该 subtopic 下有 {all} 个 Store"),
    ("one of its Stores", "其 Store 之一"),
    ("the threshold", "阈值"),
    (
        "Delete the Stores of this subtopic that are not needed any more (OPS & Monitoring > Component), or raise \
         `subtopicStoreNumberThreshold` above {all} in the system parameter `ha.config`.",
        "请删除该 subtopic 下不再需要的 Store（运维监控 > 组件），或将系统参数 `ha.config` 中的 \
         `subtopicStoreNumberThreshold` 调大到大于 {all}。",
    ),
    ("{all} Stores", "{all} 个 Store"),
    ("{all} Stores on {servers} servers", "{all} 个 Store（分布在 {servers} 台机器上）"),
    ("{stores} (1 may be a leftover)", "{stores}（其中 1 个可能是残留目录）"),
    ("{stores} ({leftovers} may be leftovers)", "{stores}（其中 {leftovers} 个可能是残留目录）"),
    ("the newest is {component}", "其中最新的是 {component}"),
    ("one of them is {component}", "其中一个是 {component}"),
    (
        "the subtopic {subtopic} has {stores}; {limit}, so HA will add none after the upgrade to {to}; {newest}",
        "subtopic {subtopic} 下有 {stores}；{limit}，因此升级到 {to} 后 HA 将不再新增；{newest}",
    ),
    (
        "the subtopic {subtopic} has {stores}; {limit}, so HA may add none after the upgrade to {to}; {newest}",
        "subtopic {subtopic} 下有 {stores}；{limit}，因此升级到 {to} 后 HA 可能不再新增；{newest}",
    ),
];
