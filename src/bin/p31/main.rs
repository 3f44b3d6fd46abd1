//! `p31`: findings on a published grievance mechanism, from the command line.
//!
//! Results go to standard output, everything else to standard error. Exit status 0: done; 1: a gate failed; 2: the input
//! or the arguments cannot be used.

mod agree;
mod arguments;
mod check;
mod compare;
mod explain;
mod input;
mod letter;
mod output;
mod policies;
mod rank;
mod reports;
mod settings;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command, RubricsCommand};

/// What a command that could be carried out ends with.
pub(crate) enum Outcome {
    /// Everything asked for is done.
    Done,
    /// A gate failed: what was asked of the policy is not so.
    GateFailed,
}

/// Why a command could not be carried out, in words for the person who must mend it.
pub(crate) type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Letter(arguments) => letter::run(arguments),
        Command::Template(arguments) => check::template(arguments),
        Command::Compare(arguments) => compare::run(arguments),
        Command::Rank(arguments) => rank::run(arguments),
        Command::Agree(arguments) => agree::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Rubrics(RubricsCommand::Check(arguments)) => explain::check_rubrics(arguments),
        Command::Schema(arguments) => explain::schema(arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::GateFailed) => ExitCode::from(1),
        Err(failure) => {
            // Output that nobody reads any more is no failure: `p31 check … | head`.
            if failure
                .downcast_ref::<std::io::Error>()
                .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
            {
                return ExitCode::SUCCESS;
            }
            output::say(format_args!("{failure}"));
            ExitCode::from(2)
        }
    }
}
