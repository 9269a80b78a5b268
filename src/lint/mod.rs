//! What is wrong: rules over an export, the evidence they weigh, and what the user knows, ignores or has accepted.

pub mod baseline;
pub(crate) mod checkpoint;
pub(crate) mod evidence;
pub mod finding;
pub mod fix_value;
pub mod identity;
pub(crate) mod meta;
pub mod overrides;
pub mod rule;
pub mod rules;
pub mod run;
pub mod states;
pub(crate) mod strangers;
pub mod suppress;
pub mod topic;
pub mod unchecked;
pub(crate) mod unread;
