//! omslint reads exported configurations of OceanBase Migration Service (OMS) components, finds what an upgrade would
//! break, and fixes it without changing anything else.
//!
//! Values go one way: disk, document, shape, export, rules, findings, apply, report, render. Disk stands at one edge
//! and the terminal at the other; nothing between them prints, reads a file or asks for the time.

#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
#[cfg(feature = "cli")]
pub mod disk;
pub mod fix;
pub mod input;
pub mod knowledge;
pub mod lint;
pub mod oms;
pub mod report;
pub mod run;
pub mod text;
pub mod upgrade;
