namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class TypeTests
{
    [TestMethod]
    public void Types_are_equal_by_what_they_say()
    {
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), new VectorDataViewType(NumberDataViewType.Single, 3));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 3), new VectorDataViewType(NumberDataViewType.Single));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 3), new VectorDataViewType(NumberDataViewType.Double, 3));
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), new KeyDataViewType(typeof(uint), 3));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 3), new KeyDataViewType(typeof(uint), 4));
        Assert.AreNotEqual<DataViewType>(NumberDataViewType.Single, NumberDataViewType.Double);
    }

    [TestMethod]
    public void Types_write_themselves()
    {
        Assert.AreEqual("String", TextDataViewType.Instance.ToString());
        Assert.AreEqual("Boolean", BooleanDataViewType.Instance.ToString());
        Assert.AreEqual("Single", NumberDataViewType.Single.ToString());
        Assert.AreEqual("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.AreEqual("Vector<Single, 2, 3>", new VectorDataViewType(NumberDataViewType.Single, 2, 3).ToString());
        Assert.AreEqual("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
    }

    [TestMethod]
    public void Raw_types_are_the_types_of_values()
    {
        Assert.AreEqual(typeof(ReadOnlyMemory<char>), TextDataViewType.Instance.RawType);
        Assert.AreEqual(typeof(VBuffer<double>), new VectorDataViewType(NumberDataViewType.Double, 2).RawType);
        Assert.AreEqual(6, new VectorDataViewType(NumberDataViewType.Double, 2, 3).Size);
        Assert.IsFalse(new VectorDataViewType(NumberDataViewType.Double).IsKnownSize);
    }

    [TestMethod]
    public void Keys_are_of_unsigned_types_and_not_empty()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0UL));
    }

    [TestMethod]
    public void A_type_is_registered_once_for_a_raw_type()
    {
        DataViewTypeManager.Register(PayloadType.Instance, typeof(Payload), new PayloadAttribute());
        DataViewTypeManager.Register(PayloadType.Instance, typeof(Payload), new PayloadAttribute());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataViewTypeManager.Register(PayloadType.Instance, typeof(float)));
    }
}
