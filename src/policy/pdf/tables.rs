//! Tables: lines whose cells begin below one another.

use super::page_lines::{ALIGNED, Belongs, Cell, Cells, PageLine};

/// A table's rows, each of one line or, where its cells are wrapped, of several.
pub(super) struct Table {
    /// How many lines the table takes.
    pub(super) length: usize,
    rows: Vec<Vec<Cells>>,
    columns: Vec<f32>,
}

/// The table that begins with these lines, if one does, with or without a head whose cells are centred.
pub(super) fn at(lines: &[Cells]) -> Option<Table> {
    if let Some(table) = body(lines) {
        return Some(table);
    }
    let (head, rest) = lines.split_first()?;
    let gap = rest.first()?.baseline() - head.baseline();
    if !head.may_be_row() || gap > 3.0 * head.size() {
        return None;
    }
    let mut table = body(rest)?;
    let next = |column: usize| table.columns.get(column + 1).copied().unwrap_or(f32::INFINITY);
    let above = |(column, cell): (usize, &Cell)| column_of(cell, &table.columns) == column && cell.right < next(column);
    if head.cells.len() != table.columns.len() || !head.cells.iter().enumerate().all(above) {
        return None;
    }
    table.rows.insert(0, vec![head.in_columns(&[])]);
    table.length += 1;
    Some(table)
}

/// The table that begins with these lines: two lines at least have cells that begin alike.
fn body(lines: &[Cells]) -> Option<Table> {
    let first = lines.first().filter(|line| line.may_be_row())?;
    let mut columns: Vec<f32> = first.cells.iter().map(|cell| cell.left).collect();
    let mut taken = vec![first.in_columns(&columns)];
    let mut full = 1;
    for line in lines.get(1..).unwrap_or_default() {
        let line = line.in_columns(&columns);
        let size = line.size().max(1.0);
        let gap = line.baseline() - taken.last().map_or(0.0, Cells::baseline);
        let column = |cell: &Cell| columns.iter().position(|left| (left - cell.left).abs() < ALIGNED * size);
        let fits = match line.cells.as_slice() {
            // A cell that goes on, or one that stands alone, short of the next column.
            [only] => {
                let next = column(only).and_then(|at| columns.get(at + 1)).copied().unwrap_or(f32::INFINITY);
                column(only).is_some() && only.right < next && gap < 2.8 * size
            }
            cells => {
                line.may_be_row()
                    && columns.len() <= 80
                    && cells.iter().filter(|cell| column(cell).is_some()).count() >= 2
            }
        };
        if !fits || gap > 4.0 * size {
            break;
        }
        if line.cells.len() > 1 {
            full += 1;
            let new: Vec<f32> = line.cells.iter().filter(|cell| column(cell).is_none()).map(|cell| cell.left).collect();
            columns.extend(new);
            columns.sort_by(f32::total_cmp);
        }
        taken.push(line);
    }
    if full < 2 {
        return None;
    }
    let mut rows = rows(taken, &columns);
    // What stands alone in the first column after the last row is text again.
    let is_afterword =
        |row: &Vec<Cells>| row.iter().flat_map(|line| &line.cells).all(|cell| column_of(cell, &columns) == 0);
    while rows.len() > 1 && rows.pop_if(|row| is_afterword(row)).is_some() {}
    Some(Table { length: rows.iter().map(Vec::len).sum(), rows, columns })
}

fn column_of(cell: &Cell, columns: &[f32]) -> usize {
    columns.partition_point(|left| *left < cell.left + ALIGNED * cell.size).max(1) - 1
}

/// The lines put together to rows.
fn rows(taken: Vec<Cells>, columns: &[f32]) -> Vec<Vec<Cells>> {
    let begins = spaced(&taken, columns).unwrap_or_else(|| {
        // Nothing stands between rows: each line with a first cell and another one begins one.
        let begins =
            |line: &Cells| line.cells.len() > 1 && line.cells.first().is_some_and(|cell| column_of(cell, columns) == 0);
        taken.iter().map(begins).collect()
    });
    let mut rows: Vec<Vec<Cells>> = Vec::new();
    for (line, begins) in taken.into_iter().zip(begins) {
        match rows.last_mut().filter(|_| !begins) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    rows
}

/// Which lines begin a row of a table whose rows stand farther apart than the lines of a cell: the lines of a cell make
/// a whole, and what stands beside it belongs to its row, whether at its top or at its middle.
fn spaced(taken: &[Cells], columns: &[f32]) -> Option<Vec<bool>> {
    let mut least = f32::INFINITY;
    for column in 0..columns.len() {
        let cells = taken.iter().flat_map(|line| &line.cells).filter(|cell| column_of(cell, columns) == column);
        let baselines: Vec<f32> = cells.map(|cell| cell.baseline).collect();
        for step in baselines.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?)) {
            least = least.min(step);
        }
    }
    let share = |a: &Cells, b: &Cells| {
        let column = |cell: &Cell| column_of(cell, columns);
        a.cells.iter().any(|a| b.cells.iter().any(|b| column(a) == column(b)))
    };
    let apart = taken.windows(2).any(|pair| {
        matches!(pair, [above, below] if share(above, below) && below.baseline() - above.baseline() > 1.2 * least)
    });
    let size = taken.iter().map(Cells::size).fold(0.0, f32::max);
    // Lines of a cell are no farther apart than those of a paragraph.
    if least > 1.65 * size || !apart {
        return None;
    }
    let mut begins = vec![true];
    // Where the last line of each column stands.
    let mut last: Vec<Option<f32>> = vec![None; columns.len()];
    for (number, line) in taken.iter().enumerate() {
        if number > 0 {
            let goes_on = line.cells.iter().any(|cell| {
                let above = last.get(column_of(cell, columns)).copied().flatten();
                above.is_some_and(|above| cell.baseline - above < 1.1 * least)
            });
            // Less than a line lower than what is beside it.
            let beside = line.baseline() - taken.get(number - 1).map_or(0.0, Cells::baseline) < 0.9 * least;
            begins.push(!(goes_on || beside));
        }
        for cell in &line.cells {
            if let Some(last) = last.get_mut(column_of(cell, columns)) {
                *last = Some(cell.baseline);
            }
        }
    }
    Some(begins)
}

impl Table {
    /// Adds the table's lines: a row of one line as that, of several one cell after the other.
    pub(super) fn write(&self, count: &mut usize, lines: &mut Vec<PageLine>) {
        for row in &self.rows {
            *count += 1;
            if let [only] = row.as_slice() {
                lines.push(only.line(Belongs::Row { row: *count, column: 0 }));
                continue;
            }
            for column in 0..self.columns.len() {
                for line in row {
                    let in_column = |cell: &&Cell| column_of(cell, &self.columns) == column;
                    let own: Vec<Cell> = line.cells.iter().filter(in_column).cloned().collect();
                    if !own.is_empty() {
                        lines.push(line.line_of(own, Belongs::Row { row: *count, column }));
                    }
                }
            }
        }
    }
}
