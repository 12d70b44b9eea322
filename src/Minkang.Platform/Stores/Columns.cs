using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Minkang.Platform.Stores;

/// <summary>The naming and typing of columns that both engines share.</summary>
public static class Columns
{
    /// <summary>Gives every mapped column its snake_case name and stores moments as UTC and enums as text.</summary>
    public static void UseSharedConventions(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type == typeof(DateTimeOffset)) property.SetValueConverter(Moment);
                else if (type.IsEnum) property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(SnakeEnum<>).MakeGenericType(type))!);
            }
    }

    /// <summary>Maps an entity with its own concurrency token; returns the builder for more.</summary>
    public static EntityTypeBuilder<T> Table<T>(this ModelBuilder model, string name) where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(name);
        if (typeof(T).IsAssignableTo(typeof(Record))) entity.Property(nameof(Record.Version)).IsConcurrencyToken();
        return entity;
    }

    /// <summary><c>IdHash</c> → <c>id_hash</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    private static readonly ValueConverter<DateTimeOffset, DateTime> Moment =
        new(v => v.UtcDateTime, v => new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc)));

    private sealed class SnakeEnum<T>() : ValueConverter<T, string>(v => Names.ToText(v), v => Names.ToValue(v)) where T : struct, Enum
    {
        private static class Names
        {
            private static readonly Dictionary<T, string> Texts = Enum.GetValues<T>().Distinct().ToDictionary(v => v, v => Snake(v.ToString()));
            private static readonly Dictionary<string, T> Values = Texts.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
            public static string ToText(T value) => Texts[value];
            public static T ToValue(string text) => Values[text];
        }
    }
}

/// <summary>What every table has: who made and who last changed the row, and the token that guards against two changes at once.</summary>
public abstract class Record
{
    /// <summary>Made where the record is made (version 7, so that rows lie in order of time).</summary>
    public Guid Id { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public Guid UpdatedBy { get; set; }
    /// <summary>Counts changes, from 1.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>A period that is ended after it was written (事后终止的时段); one that was written with its end has no such moment.</summary>
public interface IEnds
{
    /// <summary>First day on which it no longer holds; null while it holds.</summary>
    DateOnly? UntilOn { get; }
    /// <summary>When the end was written; null while it holds, and when it was written together with the beginning.</summary>
    DateTimeOffset? EndedAt { get; set; }
}
