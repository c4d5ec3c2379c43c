using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Soffi.Web.Tests.Engines;

/// <summary>Reads T-SQL as SQL Server 2022 would, and refuses what other T-SQL servers may not have.</summary>
internal static class TSql
{
    /// <summary>The faults of that text: syntax, <c>FORMAT()</c>, lock hints; empty when there is none.</summary>
    public static IReadOnlyList<string> Faults(string sql)
    {
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        if (errors.Count > 0)
        {
            return [.. errors.Select(e => $"{e.Line}:{e.Column} {e.Message}")];
        }

        var visitor = new Portability();
        tree.Accept(visitor);
        return visitor.Faults;
    }

    private sealed class Portability : TSqlFragmentVisitor
    {
        public List<string> Faults { get; } = [];

        public override void Visit(FunctionCall node)
        {
            if (string.Equals(node.FunctionName.Value, "FORMAT", StringComparison.OrdinalIgnoreCase))
            {
                Faults.Add($"{node.StartLine}:{node.StartColumn} FORMAT()");
            }
        }

        public override void Visit(TableHint node) => Faults.Add($"{node.StartLine}:{node.StartColumn} hint {node.HintKind}");

        public override void Visit(TemporalClause node) => Faults.Add($"{node.StartLine}:{node.StartColumn} temporal table");
    }
}
