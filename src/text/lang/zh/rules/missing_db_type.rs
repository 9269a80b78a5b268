//! Chinese of OMS101.

use super::Text;

pub(super) const TEXTS: &[Text] = &[
    ("`{key}` is empty", "`{key}` 为空"),
    ("`{key}` names no type", "`{key}` 没有写出类型"),
    ("no `src_type` here", "此处没有 `src_type`"),
    ("no `dbType` here", "此处没有 `dbType`"),
];
