using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Minkang.Tests.Ui;

/// <summary>What forms post into. A field that is left blank arrives as null, whatever the model says.</summary>
public sealed class FormModelTests
{
    private static readonly Assembly[] Assemblies = [typeof(Minkang.Platform.Texts).Assembly, typeof(Minkang.Registry.Texts).Assembly, typeof(Minkang.Illness.Texts).Assembly, typeof(Minkang.Web.Texts).Assembly];

    [Fact]
    public void A_field_left_blank_reads_as_no_text_where_the_model_promises_one()
    {
        var context = new NullabilityInfoContext();
        var promised = from form in Forms()
                       from property in form.GetProperties()
                       where property.PropertyType == typeof(string) && property.CanWrite && context.Create(property).ReadState == NullabilityState.NotNull
                       select (Form: form, Property: property);

        var broken = promised.Where(p =>
        {
            var model = Activator.CreateInstance(p.Form, nonPublic: true)!;
            p.Property.SetValue(model, null);
            return p.Property.GetValue(model) is null;
        }).Select(p => $"{p.Form.Name}.{p.Property.Name}").ToList();

        Assert.Empty(broken);
        Assert.NotEmpty(promised);
    }

    private static IEnumerable<Type> Forms() =>
        Assemblies.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(p => p.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null && p.PropertyType.IsClass && p.PropertyType != typeof(string))
            .Select(p => p.PropertyType).Distinct();
}
