//! omslint reads exported configurations of OceanBase Migration Service (OMS) components, finds what an upgrade would
//! break, and fixes it without changing anything else.
//!
//! Values go one way: disk, document, shape, export, rules, findings, apply, report, render. Disk stands at one edge
//! and the terminal at the other; nothing between them prints, reads a file or asks for the time.

pub mod document;
pub mod edit;
pub mod finding;
pub mod knowledge;
pub mod node;
pub mod redact;
pub mod render;
pub mod report;
pub mod source;
pub mod syntax;
