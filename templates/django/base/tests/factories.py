import factory

from apps.accounts.models import User
from apps.todos.models import Todo


class TodoFactory(factory.django.DjangoModelFactory[Todo]):
    class Meta:
        model = Todo

    title = factory.Sequence(lambda number: f"To-do {number}")


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"user{number}@example.com")
    password = factory.django.Password("correct horse battery")
