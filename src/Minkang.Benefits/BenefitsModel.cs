using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.WhatIf;
using Minkang.Platform.Stores;

namespace Minkang.Benefits;

internal sealed class BenefitsModel : ICountyModel
{
    public void Map(ModelBuilder model)
    {
        var adoption = model.Table<PackAdoption>("benefit_adoption");
        adoption.Ignore(a => a.GivenValues);
        adoption.Ignore(a => a.Texts);
        adoption.Ignore(a => a.Holds);
        model.Table<PackDraft>("benefit_draft").Ignore(d => d.Texts);
        model.Table<DraftVersion>("benefit_draft_version").HasOne<PackDraft>().WithMany().HasForeignKey(v => v.DraftId);
        model.Table<WhatIfRun>("benefit_what_if");
    }
}
