//! omslint reads exported configurations of OceanBase Migration Service (OMS) components, finds what an upgrade would
//! break, and fixes it without changing anything else.
//!
//! Values go one way: disk, document, shape, export, rules, findings, apply, report, render. Disk stands at one edge
//! and the terminal at the other; nothing between them prints, reads a file or asks for the time.

// What only the edges use is not missed where there is none.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

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
#[cfg(feature = "page")]
pub mod page;
pub mod report;
pub mod run;
pub mod text;
pub mod upgrade;
