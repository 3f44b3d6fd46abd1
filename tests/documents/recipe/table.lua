-- A table as a plain tabular: pandoc's longtable cannot stand in two columns.
function Table(t)
  local s = pandoc.utils.to_simple_table(t)
  local function row(cells, wrap)
    local out = {}
    for _, cell in ipairs(cells) do
      local text = pandoc.write(pandoc.Pandoc(cell), 'latex'):gsub('%s+$', '')
      table.insert(out, wrap and '\\textbf{' .. text .. '}' or text)
    end
    return table.concat(out, ' & ') .. ' \\\\\n'
  end
  local tex = '\\begin{center}\n\\begin{tabular}{p{0.28\\linewidth}p{0.6\\linewidth}}\n\\hline\n'
  tex = tex .. row(s.headers, true) .. '\\hline\n'
  for _, cells in ipairs(s.rows) do tex = tex .. row(cells) end
  return pandoc.RawBlock('latex', tex .. '\\hline\n\\end{tabular}\n\\end{center}\n')
end
