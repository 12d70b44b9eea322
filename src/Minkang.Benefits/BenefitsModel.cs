using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Platform.Stores;

namespace Minkang.Benefits;

internal sealed class BenefitsModel : ICountyModel
{
    public void Map(ModelBuilder model)
    {
        model.Table<PackAdoption>("benefit_adoption");
    }
}
